package dev.tokenvending.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the first step of each trace, and has the spans of those that are drawn processed. */
final class Recorder implements AutoCloseable {

    /** Shutdown does not wait longer for a collector that does not answer. */
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(2);

    private static final int LONGEST_VALUE = 256;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final boolean propagating;

    /** @param propagating whether we take part in the traces of our callers, and let those we call take part in ours */
    Recorder(SpanProcessor processor, Resource resource, double share, boolean propagating) {
        this.provider = SdkTracerProvider.builder()
                .addSpanProcessor(processor)
                .setResource(resource)
                .setSampler(new Draw(share, () -> ThreadLocalRandom.current().nextDouble()))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .build();
        this.tracer = provider.get("dev.tokenvending");
        this.propagating = propagating;
    }

    RecordedStep begin(String name) {
        return step(tracer.spanBuilder(name).setNoParent());
    }

    RecordedStep serve(String name, @Nullable TraceParent caller) {
        Context parent = propagating && caller != null ? Context.root().with(remote(caller)) : Context.root();
        return step(tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER).setParent(parent));
    }

    private RecordedStep step(SpanBuilder builder) {
        return new RecordedStep(tracer, builder.startSpan(), propagating);
    }

    private static Span remote(TraceParent caller) {
        return Span.wrap(SpanContext.createFromRemoteParent(
                caller.traceId(), caller.spanId(), TraceFlags.getDefault(), TraceState.getDefault()));
    }

    /** Has what waits exported first, if that is quickly done. */
    @Override
    public void close() {
        provider.shutdown().join(TIME_TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
    }
}
