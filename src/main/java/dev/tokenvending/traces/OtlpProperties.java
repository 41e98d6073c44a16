package dev.tokenvending.traces;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go, by the names Spring Boot has for it.
 *
 * @param endpoint the URL that takes them by OTLP over HTTP, such as {@code https://collector.example.com/v1/traces};
 *     without one there are no traces
 * @param headers what the collector wants to know of us; each the text or {@code file:}
 */
@ConfigurationProperties("management.opentelemetry.tracing.export.otlp")
record OtlpProperties(
        @Nullable String endpoint, @DefaultValue Map<String, String> headers) {}
