package dev.tokenvending.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Draws which traces are exported, by chance of our own. Neither the flag nor the trace id that came with a request has a
 * say: whoever calls could have all of theirs exported, or none.
 *
 * @param share from 0 to 1
 * @param chance numbers from 0 to 1
 */
record Draw(double share, DoubleSupplier chance) implements Sampler {

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SpanContext outer = Span.fromContext(parent).getSpanContext();
        boolean ours = outer.isValid() && !outer.isRemote();
        boolean drawn = ours ? outer.isSampled() : chance.getAsDouble() < share;
        return drawn ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Draw{" + share + "}";
    }
}
