package dev.tokenvending.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Talkdesk told us of a customer's installation, once it is in the store; published as an application event.
 *
 * @param type as Talkdesk names it, like {@code app.installed}
 * @param installationId absent in events of types we do not know
 * @param accountId of the customer's Talkdesk account, absent where the event does not tell
 * @param createdAt when Talkdesk made it
 */
public record CustomerEvent(
        String eventId,
        String type,
        String appId,
        @Nullable String installationId,
        @Nullable String accountId,
        Instant createdAt,
        Effect effect) {

    /** What came of it. */
    public enum Effect {
        /** The installation is as the event says. */
        APPLIED,
        /** An installation policy said no. */
        REJECTED,
        /** Nothing but that it is known. */
        RECORDED,
        /** It had come before. */
        DUPLICATE,
        /** A later one had overtaken it. */
        STALE,
        /** It contradicts what is known of the installation. */
        CONFLICTING
    }
}
