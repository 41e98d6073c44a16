package dev.tokenvending.talkdesk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.SigningKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * Proves to Talkdesk ID which client we are ({@code private_key_jwt}: OpenID Connect Core §9, RFC 7523 §2.2; claims as in
 * Talkdesk's reference of the client-credentials grant with a signed JWT).
 */
class ClientAssertion {

    private final Clock clock;

    ClientAssertion(Clock clock) {
        this.clock = clock;
    }

    /** A fresh assertion; each has a {@code jti} of its own, because the same one twice is a replay. */
    String sign(Account account) {
        SigningKey key = account.key();
        JWSHeader header = new JWSHeader.Builder(
                        JWSAlgorithm.parse(key.algorithm().name()))
                .keyID(key.id())
                .build();
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(account.clientId())
                .subject(account.clientId())
                .audience(account.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(account.assertionLifetime())))
                .build();
        SignedJWT assertion = new SignedJWT(header, claims);
        try {
            assertion.sign(signer(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The key " + key + " was accepted at start-up but does not sign", e);
        }
        return assertion.serialize();
    }

    private static JWSSigner signer(SigningKey key) throws JOSEException {
        return key.privateKey() instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.privateKey());
    }
}
