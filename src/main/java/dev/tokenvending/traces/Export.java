package dev.tokenvending.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;

/** Sends spans to a collector from a thread of its own, by OTLP over HTTP. What it cannot take in time is left out. */
final class Export {

    /** Spans that wait; more are left out. */
    static final int QUEUE = 2_048;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Export() {}

    static Recorder to(URI endpoint, TraceSettings settings) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(TIMEOUT)
                .setTimeout(TIMEOUT);
        settings.headers().forEach(exporter::addHeader);
        SpanProcessor processor = BatchSpanProcessor.builder(new ToldExporter(exporter.build(), endpoint))
                .setMaxQueueSize(QUEUE)
                .setExporterTimeout(TIMEOUT)
                .build();
        AttributesBuilder process = Attributes.builder();
        settings.resource().forEach(process::put);
        Resource resource = Resource.getDefault().merge(Resource.create(process.build()));
        return new Recorder(processor, resource, settings.share(), settings.propagating());
    }
}
