package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Issues access tokens that look like real ones and are signed with the sandbox's own key, which nobody trusts. */
final class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final String AUDIENCE = "urn:talkdesk-sandbox";

    private final KnownClient client;
    private final JWSSigner signer;
    private final JWSHeader header;

    AccessTokens(KnownClient client, ECKey key) throws JOSEException {
        this.client = client;
        this.signer = new ECDSASigner(key);
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    }

    String issue(Granted granted, Instant now) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(client.tokenUri().resolve("/").toString())
                .subject(client.clientId())
                .audience(AUDIENCE)
                .claim("scope", granted.scope())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not sign", impossible);
        }
        return jwt.serialize();
    }
}
