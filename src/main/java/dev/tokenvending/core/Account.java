package dev.tokenvending.core;

import java.net.URI;
import java.time.Duration;

/**
 * A Talkdesk account we can act for, and the client we are there.
 *
 * @param tokenUrl where tokens are asked for, exactly
 * @param audience what the assertion is addressed to; the token URL unless configured
 * @param assertionLifetime from {@code iat} to {@code exp}
 * @param scope the widest scope any app may ask of it
 */
public record Account(
        AccountId id,
        URI tokenUrl,
        String audience,
        String clientId,
        ClientCredential credential,
        Duration assertionLifetime,
        Scope scope) {

    /** Changes with the endpoint and the credentials, and with nothing else. */
    public Version version() {
        return new Version(tokenUrl, audience, clientId, credential.name());
    }

    /** The endpoint of an account and the names of its credentials. */
    public record Version(URI tokenUrl, String audience, String clientId, ClientCredential.Name credential) {}
}
