package dev.tokenvending.core;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Talkdesk account we can act for, and the client we are there.
 *
 * @param tokenUrl where tokens are asked for, exactly
 * @param audience what the assertion is addressed to; the token URL unless configured
 * @param assertionLifetime from {@code iat} to {@code exp}
 * @param authorizationUrl where its users sign in, absent when it does not follow from the token URL and is not configured
 * @param scope the widest scope any app may ask of it
 */
public record Account(
        AccountId id,
        URI tokenUrl,
        String audience,
        String clientId,
        ClientCredential credential,
        Duration assertionLifetime,
        Scope scope,
        @Nullable URI authorizationUrl) {

    private static final String TOKEN = "/token";

    /** An account whose users sign in beside its token URL, as in Talkdesk's reference, if at all. */
    public Account(
            AccountId id,
            URI tokenUrl,
            String audience,
            String clientId,
            ClientCredential credential,
            Duration assertionLifetime,
            Scope scope) {
        this(
                id,
                tokenUrl,
                audience,
                clientId,
                credential,
                assertionLifetime,
                scope,
                tokenUrl.getPath() != null && tokenUrl.getPath().endsWith(TOKEN)
                        ? tokenUrl.resolve("authorize")
                        : null);
    }

    /** The same, with its users signing in there; nowhere without one. */
    public Account signingInAt(@Nullable URI url) {
        return new Account(id, tokenUrl, audience, clientId, credential, assertionLifetime, scope, url);
    }

    /** Changes with the endpoint and the credentials, and with nothing else. */
    public Version version() {
        return new Version(tokenUrl, audience, clientId, credential.name());
    }

    /** The endpoint of an account and the names of its credentials. */
    public record Version(URI tokenUrl, String audience, String clientId, ClientCredential.Name credential) {}
}
