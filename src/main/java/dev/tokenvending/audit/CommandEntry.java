package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written when a command of the jar has ended.
 *
 * @param exitCode 0 when it did all it was to do
 */
@JsonNaming(SnakeCaseStrategy.class)
record CommandEntry(Instant time, String command, int exitCode) implements Entry {

    @JsonProperty
    String event() {
        return "command";
    }
}
