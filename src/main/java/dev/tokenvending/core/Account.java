package dev.tokenvending.core;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        SigningKey key,
        Duration assertionLifetime,
        Scope scope) {

    /** Changes with the endpoint and the credentials, and with nothing else. */
    public Fingerprint version() {
        // Each by its own hash: joined as they are, two accounts could make the same text.
        return Fingerprint.of(Stream.of(
                        tokenUrl.toString(),
                        audience,
                        clientId,
                        key.id(),
                        key.algorithm().name())
                .map(part -> Fingerprint.of(part).hex())
                .collect(Collectors.joining()));
    }
}
