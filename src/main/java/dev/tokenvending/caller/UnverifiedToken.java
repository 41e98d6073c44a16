package dev.tokenvending.caller;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tokenvending.caller.keys.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON Web Token as somebody sent it, taken apart once (RFC 7515 §5.2). What it says of keys ({@code jwk}, {@code jku},
 * {@code x5c}, {@code x5u}) is read by nobody: a token does not choose what it is verified by.
 */
final class UnverifiedToken {

    private static final int LONGEST = 16 * 1024;
    private static final int PARTS = 3;
    private static final int PARTS_OF_JWE = 5;

    /** RFC 7519 §5.1 and RFC 9068 §2.1, without the {@code application/} that may be left out (RFC 7515 §4.1.9). */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    /** Of two equal names in an object, one reader takes the first and another the last. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Object> header;
    private final Map<String, Object> claims;
    private final byte[] signingInput;
    private final byte[] signature;

    private UnverifiedToken(
            Map<String, Object> header, Map<String, Object> claims, byte[] signingInput, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /**
     * Takes it apart.
     *
     * @throws NotAdmittedException when it is no token of a kind that is taken here
     */
    static UnverifiedToken parse(String text) {
        if (text.length() > LONGEST) {
            throw new NotAdmittedException("token_too_long");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length == PARTS_OF_JWE) {
            throw new NotAdmittedException("encrypted_token");
        }
        // The one character that decoding takes and a token must not have (RFC 7515 §2).
        if (parts.length != PARTS || text.indexOf('=') >= 0) {
            throw new NotAdmittedException("malformed_token");
        }
        Map<String, Object> header = object(parts[0]);
        if (header.containsKey("crit")) {
            throw new NotAdmittedException("critical_header");
        }
        if (header.containsKey("typ") && !isType(header.get("typ"))) {
            throw new NotAdmittedException("wrong_type");
        }
        byte[] signingInput = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new UnverifiedToken(header, object(parts[1]), signingInput, decode(parts[2]));
    }

    private static boolean isType(@Nullable Object type) {
        return type instanceof String name
                && TYPES.contains(name.toLowerCase(Locale.ROOT).replaceFirst("^application/", ""));
    }

    private static Map<String, Object> object(String part) {
        try {
            @Nullable Map<String, Object> object = JSON.readValue(decode(part), new TypeReference<>() {});
            if (object != null) {
                return object;
            }
        } catch (JacksonException e) {
            // Neither is the JSON null an object.
        }
        throw new NotAdmittedException("malformed_token");
    }

    private static byte[] decode(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new NotAdmittedException("malformed_token");
        }
    }

    /** The algorithm it claims to be signed by. */
    JWSAlgorithm algorithm() {
        return header.get("alg") instanceof String name ? JWSAlgorithm.parse(name) : JWSAlgorithm.parse("none");
    }

    /** The name of the key it claims to be signed by. */
    @Nullable
    String keyId() {
        return header.get("kid") instanceof String id ? id : null;
    }

    Map<String, Object> claims() {
        return claims;
    }

    /** The issuer it claims to be of. */
    @Nullable
    String issuer() {
        return claims.get("iss") instanceof String issuer ? issuer : null;
    }

    boolean isSignedBy(VerificationKey key) {
        return key.verifies(algorithm(), signingInput, signature);
    }

    @Override
    public String toString() {
        return "UnverifiedToken[hidden]";
    }
}
