package dev.tokenvending.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A step that is a span, of a trace that may or may not be exported. */
record RecordedStep(Tracer tracer, Span span, boolean telling) implements Step {

    RecordedStep within(String name) {
        return inner(tracer.spanBuilder(name));
    }

    RecordedStep calling(String method, URI url) {
        RecordedStep call = inner(tracer.spanBuilder(method).setSpanKind(SpanKind.CLIENT));
        call.tell("http.request.method", method);
        call.tell("server.address", url.getHost());
        call.tell(
                "server.port",
                url.getPort() >= 0 ? url.getPort() : "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443);
        return call;
    }

    private RecordedStep inner(SpanBuilder builder) {
        return new RecordedStep(
                tracer, builder.setParent(Context.root().with(span)).startSpan(), telling);
    }

    <T, X extends Throwable> T does(Work<T, X> work) throws X {
        try {
            return ScopedValue.where(Traces.CURRENT, this).call(() -> work.in(this));
        } catch (Throwable surprise) {
            failed(surprise.getClass().getSimpleName());
            throw surprise;
        } finally {
            span.end();
        }
    }

    String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public void tell(String what, String value) {
        span.setAttribute(what, value);
    }

    @Override
    public void tell(String what, long value) {
        span.setAttribute(what, value);
    }

    @Override
    public <T> void tell(String what, List<T> values, Function<T, String> said) {
        if (!values.isEmpty() && span.isRecording()) {
            span.setAttribute(
                    AttributeKey.stringArrayKey(what), values.stream().map(said).toList());
        }
    }

    @Override
    public void failed(String kind) {
        span.setAttribute("error.type", kind);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public Optional<String> traceParent() {
        SpanContext context = span.getSpanContext();
        return telling
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }
}
