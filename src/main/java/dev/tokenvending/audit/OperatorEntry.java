package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written when an operator does something at the service's own doors, or somebody pretends to be one.
 *
 * @param endpoint what was asked for under {@code /actuator}
 * @param outcome {@code done}, or the error code that was answered
 * @param reason what whoever asked was not told
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperatorEntry(
        Instant time,
        String requestId,
        String method,
        String endpoint,
        String outcome,
        int status,
        @Nullable String reason,
        @Nullable String clientAddress,
        @Nullable String configuration,
        long durationMs)
        implements Entry {

    @JsonProperty
    String event() {
        return "operator_request";
    }
}
