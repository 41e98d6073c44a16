package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.InstallationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we still have to tell Talkdesk.
 *
 * @param attempts those that were begun, this one included
 * @param giveUpAt when Talkdesk no longer wants to know
 */
record Acknowledgement(long number, Content content, int attempts, Instant giveUpAt) {

    /**
     * What is told.
     *
     * @param clientId of the credentials it is about, absent when it is about the installation
     * @param state {@code approve}, {@code reject} or {@code acknowledged}
     */
    record Content(
            InstallationId installation,
            @Nullable String clientId,
            String state,
            @Nullable String reason) {}
}
