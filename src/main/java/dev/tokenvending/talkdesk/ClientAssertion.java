package dev.tokenvending.talkdesk;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.crypto.Crypto;
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
    private final Crypto crypto;

    /** Goes with the key, when the last configuration that has it is gone. */
    private final LoadingCache<SigningKey, Prepared> keys =
            Caffeine.newBuilder().weakKeys().build(this::prepare);

    ClientAssertion(Clock clock, Crypto crypto) {
        this.clock = clock;
        this.crypto = crypto;
    }

    /** What is the same in all assertions by one key. */
    private record Prepared(JWSHeader header, JWSSigner signer) {}

    /** A fresh assertion; each has a {@code jti} of its own, because the same one twice is a replay. */
    String sign(Account account, SigningKey by) {
        Prepared key = keys.get(by);
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(account.clientId())
                .subject(account.clientId())
                .audience(account.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(account.assertionLifetime())))
                .build();
        SignedJWT assertion = new SignedJWT(key.header(), claims);
        try {
            assertion.sign(key.signer());
        } catch (JOSEException e) {
            throw doesNotSign(by, e);
        }
        return assertion.serialize();
    }

    private Prepared prepare(SigningKey key) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(key.algorithm().name());
        JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.id()).build();
        try {
            return new Prepared(header, crypto.signer(algorithm, key.privateKey()));
        } catch (JOSEException e) {
            throw doesNotSign(key, e);
        }
    }

    private static IllegalStateException doesNotSign(SigningKey key, JOSEException e) {
        return new IllegalStateException("The key " + key + " was accepted at start-up but does not sign", e);
    }
}
