package dev.tokenvending.traces;

import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go, and which.
 *
 * @param endpoint absent when there are to be none
 * @param headers for the endpoint; they may hold a key
 * @param share of the traces that are exported, from 0 to 1
 * @param propagating whether traces go on from our callers, and to those we call
 * @param resource what is said of this process
 */
public record TraceSettings(
        @Nullable URI endpoint,
        Map<String, String> headers,
        double share,
        boolean propagating,
        Map<String, String> resource) {

    static final TraceSettings OFF = new TraceSettings(null, Map.of(), 0, false, Map.of());

    /** As Spring Boot's properties or OpenTelemetry's variables say. */
    public static TraceSettings read(Settings settings) {
        return new TraceSettingsReader(settings).read();
    }

    /** Without headers and the query, which may hold a key. */
    @Override
    public String toString() {
        return "TraceSettings[endpoint=" + (endpoint == null ? null : endpoint.getRawAuthority()) + ", share=" + share
                + "]";
    }
}
