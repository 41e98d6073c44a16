package dev.tokenvending.caller;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tokenvending.caller.keys.IssuerKeys;
import dev.tokenvending.caller.keys.Lookup;
import dev.tokenvending.caller.keys.VerificationKey;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who vouches for users by signed tokens.
 *
 * @param name what we call it
 * @param issuer what it calls itself, in {@code iss}
 * @param header where its tokens arrive
 * @param audiences what we are called in its tokens, one of which must be meant
 * @param algorithms by which it signs
 * @param identityClaim the claim that is the caller's id
 * @param requiredClaims claims and the values they must have
 */
record Issuer(
        String name,
        String issuer,
        String header,
        Set<String> audiences,
        Set<JWSAlgorithm> algorithms,
        String identityClaim,
        Map<String, String> requiredClaims,
        IssuerKeys keys) {

    /** How far its clock and ours may be apart. */
    private static final long SKEW_SECONDS = 60;

    private static final int LONGEST_IDENTITY = 256;

    Issuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        requiredClaims = Map.copyOf(requiredClaims);
    }

    /**
     * The caller that a token vouches for. The signature comes last: what does not hold anyway costs neither a
     * verification nor a question to the key server.
     *
     * @throws NotAdmittedException when it vouches for nobody
     * @throws KeysUnavailableException when nobody can tell
     */
    Caller authenticate(UnverifiedToken token, Instant now) {
        require(algorithms.contains(token.algorithm()), "wrong_algorithm");
        checkTimes(token.claims(), now);
        require(audiencesOf(token).anyMatch(audiences::contains), "wrong_audience");
        requiredClaims.forEach((claim, value) -> require(hasText(token.claims().get(claim), value), "required_claim"));
        String identity = identity(token);
        require(token.isSignedBy(key(token)), "wrong_signature");
        return new Caller(CallerKind.ISSUER, name, identity, new Claims(token.claims()));
    }

    private static void checkTimes(Map<String, Object> claims, Instant now) {
        double seconds = now.toEpochMilli() / 1000.0;
        double expiry = claims.get("exp") instanceof Number number ? number.doubleValue() : Double.NaN;
        require(Double.isFinite(expiry), "no_expiry");
        require(seconds < expiry + SKEW_SECONDS, "expired");
        if (claims.containsKey("nbf")) {
            boolean begun =
                    claims.get("nbf") instanceof Number notBefore && seconds >= notBefore.doubleValue() - SKEW_SECONDS;
            require(begun, "not_yet_valid");
        }
    }

    private static Stream<String> audiencesOf(UnverifiedToken token) {
        Collection<?> audiences = switch (token.claims().get("aud")) {
            case Collection<?> several -> several;
            case String one -> List.of(one);
            case null, default -> List.of();
        };
        return audiences.stream().filter(String.class::isInstance).map(String.class::cast);
    }

    /** Lists and objects equal no text: a part of a value is not the value. */
    private static boolean hasText(@Nullable Object claim, String text) {
        return switch (claim) {
            case String value -> value.equals(text);
            case Number value -> value.toString().equals(text);
            case Boolean value -> value.toString().equals(text);
            case null, default -> false;
        };
    }

    private String identity(UnverifiedToken token) {
        if (!(token.claims().get(identityClaim) instanceof String identity)) {
            throw new NotAdmittedException("no_identity");
        }
        boolean good = identity.length() <= LONGEST_IDENTITY
                && !identity.codePoints().allMatch(Issuer::isBlank)
                && identity.codePoints().noneMatch(Issuer::isUnprintable);
        require(good, "no_identity");
        return identity;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Halves of surrogate pairs included, which all become the same question mark when they are written. */
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private VerificationKey key(UnverifiedToken token) {
        return switch (keys.find(token.keyId(), token.algorithm())) {
            case Lookup.Found found -> found.key();
            case Lookup.Unknown _ -> throw new NotAdmittedException("unknown_signing_key");
            case Lookup.NoKeys missing -> throw new KeysUnavailableException(missing.retryAfter());
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotAdmittedException(otherwise);
        }
    }
}
