package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a client assertion (RFC 7523, section 3) as strictly as an identity provider may. */
final class AssertionCheck {

    static final Duration LEEWAY = Duration.ofSeconds(10);
    static final Duration LONGEST_LIFE = Duration.ofMinutes(60);

    private final KnownClient client;
    private final SeenAssertions seen;

    AssertionCheck(KnownClient client, SeenAssertions seen) {
        this.client = client;
        this.seen = seen;
    }

    /** The first thing wrong with the assertion; nothing, once only, for a good one. */
    Optional<String> flawIn(String assertion, Instant now) {
        try {
            var jwt = SignedJWT.parse(assertion);
            Map<String, Object> claims = jwt.getPayload().toJSONObject();
            if (claims == null) {
                return Optional.of("client_assertion carries no claims");
            }
            return headerFlaw(jwt.getHeader())
                    .or(() -> signatureFlaw(jwt))
                    .or(() -> partyFlaw(claims))
                    .or(() -> timeFlaw(claims, now))
                    .or(() -> replayFlaw(claims, now));
        } catch (ParseException malformed) {
            return Optional.of("client_assertion is not a signed JWT");
        }
    }

    private Optional<String> headerFlaw(JWSHeader header) {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            return Optional.of("alg is not ES256");
        }
        return flawUnless(client.key().getKeyID().equals(header.getKeyID()), "kid is not a known key");
    }

    private Optional<String> signatureFlaw(SignedJWT jwt) {
        try {
            return flawUnless(jwt.verify(new ECDSAVerifier(client.key())), "the signature does not verify");
        } catch (JOSEException unverifiable) {
            return Optional.of("the signature does not verify");
        }
    }

    /** The claims as sent: a parsed claims set no longer tells one audience from a list of one. */
    private Optional<String> partyFlaw(Map<String, Object> claims) {
        if (!client.clientId().equals(claims.get("iss"))) {
            return Optional.of("iss is not the client id");
        }
        if (!client.clientId().equals(claims.get("sub"))) {
            return Optional.of("sub is not the client id");
        }
        return flawUnless(
                client.tokenUri().toString().equals(claims.get("aud")),
                "aud is not one string equal to " + client.tokenUri());
    }

    private static Optional<String> timeFlaw(Map<String, Object> claims, Instant now) {
        if (!(claims.get("exp") instanceof Number exp)) {
            return Optional.of("exp is missing or not a number");
        }
        if (!(claims.get("iat") instanceof Number iat)) {
            return Optional.of("iat is missing or not a number");
        }
        if (exp.longValue() <= now.minus(LEEWAY).getEpochSecond()) {
            return Optional.of("the assertion has expired");
        }
        if (exp.longValue() > now.plus(LONGEST_LIFE).plus(LEEWAY).getEpochSecond()) {
            return Optional.of("exp is more than " + LONGEST_LIFE.toMinutes() + " minutes away");
        }
        return flawUnless(iat.longValue() <= now.plus(LEEWAY).getEpochSecond(), "iat is in the future");
    }

    private Optional<String> replayFlaw(Map<String, Object> claims, Instant now) {
        if (!(claims.get("jti") instanceof String jti) || jti.isBlank()) {
            return Optional.of("jti is missing");
        }
        Instant end = Instant.ofEpochSecond(numeric(claims.get("exp"))).plus(LEEWAY);
        return flawUnless(seen.firstTime(jti, end, now), "jti has been seen before: sign anew for every request");
    }

    private static long numeric(@Nullable Object claim) {
        return claim instanceof Number number ? number.longValue() : 0;
    }

    private static Optional<String> flawUnless(boolean good, String flaw) {
        return good ? Optional.empty() : Optional.of(flaw);
    }
}
