package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written when the configuration in force changes, or should have.
 *
 * @param event {@code configuration_replaced} or {@code configuration_refused}
 * @param configuration the version in force from then on
 * @param problems what was wrong with the refused one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConfigurationEntry(
        Instant time,
        String event,
        String configuration,
        @Nullable List<String> problems) implements Entry {}
