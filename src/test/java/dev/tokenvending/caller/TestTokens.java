package dev.tokenvending.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Builds signed tokens, good ones or as wrong as one likes. */
public final class TestTokens {

    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private JWK key;

    private TestTokens(JWK key) {
        this.key = key;
    }

    /** A token by that key that says nothing but which key it is by. */
    public static TestTokens by(JWK key) {
        return new TestTokens(key).header("kid", key.getKeyID()).header("alg", naturalAlgorithm(key));
    }

    private static String naturalAlgorithm(JWK key) {
        if (key instanceof ECKey ec) {
            return switch (ec.getCurve().getName()) {
                case "P-384" -> "ES384";
                case "P-521" -> "ES512";
                default -> "ES256";
            };
        }
        return "RS256";
    }

    /** Null takes it away. */
    public TestTokens header(String name, @Nullable Object value) {
        set(header, name, value);
        return this;
    }

    /** Null takes it away. */
    public TestTokens claim(String name, @Nullable Object value) {
        set(claims, name, value);
        return this;
    }

    public TestTokens expiring(Instant moment) {
        return claim("exp", moment.getEpochSecond());
    }

    /** Signed by another key, with the header left as it is. */
    public TestTokens signedBy(JWK other) {
        this.key = other;
        return this;
    }

    private static void set(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        map.remove(name);
        if (value != null) {
            map.put(name, value);
        }
    }

    public String sign() {
        return sign(json(header), json(claims));
    }

    /** With a payload of one's own. */
    public String sign(String payload) {
        return sign(json(header), payload);
    }

    /** With a header and a payload of one's own. */
    public String sign(String header, String payload) {
        String input = base64(header) + "." + base64(payload);
        return input + "." + signature(input);
    }

    public String headerJson() {
        return json(header);
    }

    public String payloadJson() {
        return json(claims);
    }

    private String signature(String input) {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
            JWSAlgorithm wanted = JWSAlgorithm.parse(String.valueOf(header.get("alg")));
            JWSAlgorithm algorithm = signer.supportedJWSAlgorithms().contains(wanted)
                    ? wanted
                    : JWSAlgorithm.parse(naturalAlgorithm(key));
            return signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.UTF_8))
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
