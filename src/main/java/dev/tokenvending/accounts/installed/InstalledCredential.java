package dev.tokenvending.accounts.installed;

import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One set of credentials of an installation.
 *
 * @param eventId of the event that brought it
 * @param issuedAt when that event was made
 * @param secret for {@code client_secret_basic}, which we do not use; kept for those who do by other means
 * @param provenAt when Talkdesk ID took it for the first time, absent until then
 */
public record InstalledCredential(
        String clientId,
        String eventId,
        Instant issuedAt,
        SigningKey key,
        @Nullable ClientSecret secret,
        @Nullable Instant provenAt) {}
