package dev.tokenvending.traces;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which traces are exported, by the names Spring Boot has for it.
 *
 * @param probability the share of them, from 0 to 1; all by default
 */
@ConfigurationProperties("management.tracing.sampling")
record SamplingProperties(@Nullable Double probability) {}
