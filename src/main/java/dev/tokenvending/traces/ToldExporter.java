package dev.tokenvending.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that spans cannot be exported, and once that they can be again; OpenTelemetry's own log says it each time. */
final class ToldExporter implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(ToldExporter.class);

    private final SpanExporter exporter;
    private final URI endpoint;
    private volatile boolean failing;

    ToldExporter(SpanExporter exporter, URI endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result));
    }

    private void tell(CompletableResultCode result) {
        boolean failed = !result.isSuccess();
        if (failed && !failing) {
            log.warn("Spans cannot be sent to {} and are left out: {}", place(), reason(result.getFailureThrowable()));
        } else if (!failed && failing) {
            log.info("Spans can be sent to {} again", place());
        }
        failing = failed;
    }

    /** Without the query, which may hold a key. */
    private String place() {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority() + endpoint.getRawPath();
    }

    /** Never a message, which may quote what the collector has said. */
    private static String reason(@Nullable Throwable failure) {
        @Nullable Throwable reason = failure;
        while (reason != null && reason.getCause() != null && !(reason instanceof IOException)) {
            reason = reason.getCause();
        }
        return reason == null ? "no reason is known" : reason.getClass().getSimpleName();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
