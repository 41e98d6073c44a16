package dev.tokenvending.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether an id token is about the sign-in it came with (OpenID Connect Core §3.1.3.7). Without keys its signature is
 * not checked: it has come straight from the token endpoint, over TLS (number 6 there).
 *
 * @param keys absent when no place is configured where Talkdesk publishes them
 */
record IdTokenCheck(@Nullable JWKSource<SecurityContext> keys, Clock clock) {

    static final Duration SKEW = Duration.ofSeconds(60);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** What came of it. */
    sealed interface Result {

        /**
         * It is about this sign-in.
         *
         * @param userId its subject, absent when it is of another shape than an id of Talkdesk's
         */
        record Good(@Nullable String userId) implements Result {}

        /** It must not count. */
        record Bad(String reason) implements Result {}
    }

    Result check(String idToken, Account account, String nonce) {
        JWTClaimsSet claims;
        try {
            claims = keys == null ? JWTParser.parse(idToken).getJWTClaimsSet() : verified(idToken, keys);
        } catch (ParseException | BadJOSEException e) {
            return new Result.Bad("id_token_unverified");
        } catch (JOSEException e) {
            return new Result.Bad("id_token_keys_unavailable");
        }
        @Nullable String flaw;
        try {
            flaw = flaw(claims, account, nonce);
        } catch (ParseException e) {
            flaw = "id_token_malformed";
        }
        String subject = claims == null ? null : claims.getSubject();
        return flaw != null
                ? new Result.Bad(flaw)
                : new Result.Good(subject != null && AccountId.isTalkdeskId(subject) ? subject : null);
    }

    private static JWTClaimsSet verified(String idToken, JWKSource<SecurityContext> keys)
            throws ParseException, BadJOSEException, JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        // Its claims are looked at below, by our clock.
        processor.setJWTClaimsSetVerifier(null);
        return processor.process(SignedJWT.parse(idToken), null);
    }

    private @Nullable String flaw(@Nullable JWTClaimsSet claims, Account account, String nonce) throws ParseException {
        if (claims == null) {
            return "id_token_malformed";
        }
        if (!nonce.equals(claims.getStringClaim("nonce"))) {
            return "id_token_nonce";
        }
        if (!claims.getAudience().contains(account.clientId())) {
            return "id_token_audience";
        }
        if (!isAt(account.tokenUrl(), claims.getIssuer())) {
            return "id_token_issuer";
        }
        Date expiry = claims.getExpirationTime();
        Instant now = clock.instant();
        return expiry == null || !expiry.toInstant().plus(SKEW).isAfter(now) ? "id_token_expired" : null;
    }

    /** Whether an issuer's host is that one; what else its name is made of, Talkdesk does not document. */
    static boolean isAt(URI url, @Nullable String issuer) {
        try {
            String host = issuer == null ? null : URI.create(issuer).getHost();
            return host != null && host.equalsIgnoreCase(url.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
