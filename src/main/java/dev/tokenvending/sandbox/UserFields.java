package dev.tokenvending.sandbox;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the answer carries more when a token is a user's: with the scope {@code openid} an {@code id_token} too. */
final class UserFields {

    private final KnownClient client;
    private final TokenSigner signer;

    UserFields(KnownClient client, TokenSigner signer) {
        this.client = client;
        this.signer = signer;
    }

    Map<String, Object> of(UserGranted granted, Instant now) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("refresh_token", granted.refreshToken());
        fields.put("sid", granted.signIn().sid());
        if (granted.granted().scopes().contains(AuthorizationCheck.OPENID)) {
            fields.put("id_token", idToken(granted, now));
        }
        return fields;
    }

    /** As OpenID Connect Core, section 2, has it. */
    private String idToken(UserGranted granted, Instant now) {
        SandboxUser user = granted.signIn().user();
        return signer.sign(new JWTClaimsSet.Builder()
                .issuer(client.issuer())
                .audience(client.clientId())
                .subject(user.id())
                .claim("nonce", granted.nonce())
                .claim("sid", granted.signIn().sid())
                .claim("name", user.fullName())
                .claim("email", user.email())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(AccessTokens.LIFE)))
                .build());
    }
}
