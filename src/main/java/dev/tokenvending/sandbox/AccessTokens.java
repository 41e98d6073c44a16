package dev.tokenvending.sandbox;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Issues access tokens that look like real ones. */
final class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final String AUDIENCE = "urn:talkdesk-sandbox";

    private final KnownClient client;
    private final TokenSigner signer;

    AccessTokens(KnownClient client, TokenSigner signer) {
        this.client = client;
        this.signer = signer;
    }

    /** Of the client itself. */
    String issue(Granted granted, Instant now) {
        return issue(granted, client.clientId(), now);
    }

    /** Of a user, for whom the client acts. */
    String issue(Granted granted, SandboxUser user, Instant now) {
        return issue(granted, user.id(), now);
    }

    private String issue(Granted granted, String subject, Instant now) {
        return signer.sign(new JWTClaimsSet.Builder()
                .issuer(client.issuer())
                .subject(subject)
                .audience(AUDIENCE)
                .claim("scope", granted.scope())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    }
}
