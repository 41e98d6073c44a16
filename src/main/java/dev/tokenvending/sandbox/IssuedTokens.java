package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads bearer tokens (RFC 6750, 2.1), and takes only those that the sandbox issued itself and that still live. */
final class IssuedTokens {

    private static final String SCHEME = "Bearer ";

    private final JWSVerifier verifier;
    private final Clock clock;

    IssuedTokens(ECKey tokenKey, Clock clock) throws JOSEException {
        this.verifier = new ECDSAVerifier(tokenKey.toPublicJWK());
        this.clock = clock;
    }

    Optional<IssuedToken> read(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            var jwt = SignedJWT.parse(authorization.substring(SCHEME.length()).strip());
            return jwt.verify(verifier) ? living(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException foreign) {
            return Optional.empty();
        }
    }

    private Optional<IssuedToken> living(JWTClaimsSet claims) throws ParseException {
        return claims.getExpirationTime().toInstant().isAfter(clock.instant())
                ? Optional.of(new IssuedToken(
                        claims.getSubject(),
                        Set.copyOf(List.of(claims.getStringClaim("scope").split(" ", -1)))))
                : Optional.empty();
    }
}
