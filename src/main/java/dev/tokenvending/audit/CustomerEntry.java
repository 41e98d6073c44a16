package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written when Talkdesk tells us of a customer's installation, or somebody pretends to.
 *
 * @param requestId of a refused one
 * @param clientAddress of a refused one, as much of it as the settings want
 * @param event as Talkdesk names it, or {@code event_refused}
 * @param effect {@code applied}, {@code rejected}, {@code recorded}, {@code duplicate}, {@code stale} or {@code conflicting}
 * @param reason why it was refused
 * @param createdAt when Talkdesk made it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record CustomerEntry(
        Instant time,
        @Nullable String requestId,
        @Nullable String clientAddress,
        String event,
        @Nullable String effect,
        @Nullable String reason,
        @Nullable String eventId,
        @Nullable String appId,
        @Nullable String installationId,
        @Nullable String accountId,
        @Nullable Instant createdAt)
        implements Entry {}
