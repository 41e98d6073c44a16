package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawTests {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";

    @ParameterizedTest
    @CsvSource({"0, 0, false", "0.5, 0.49, true", "0.5, 0.5, false", "1, 0.999, true"})
    void drawWhenTheTraceBeginsHereThenByChance(double share, double chance, boolean drawn) {
        assertThat(isDrawn(share, chance, Context.root())).isEqualTo(drawn);
    }

    /** Else whoever calls could have all of theirs exported, or hide. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.9, false, 01", "0.5, 0.1, true, 00"})
    void drawWhenTheCallerHasDecidedThenByChanceNevertheless(double share, double chance, boolean drawn, String flags) {
        SpanContext caller = SpanContext.createFromRemoteParent(
                TRACE_ID, SPAN_ID, TraceFlags.fromHex(flags, 0), TraceState.getDefault());
        assertThat(isDrawn(share, chance, Context.root().with(Span.wrap(caller))))
                .isEqualTo(drawn);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.9, true, 01", "0.5, 0.1, false, 00"})
    void drawWhenTheStepIsWithinOneOfOursThenAsThat(double share, double chance, boolean drawn, String flags) {
        SpanContext ours = SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.fromHex(flags, 0), TraceState.getDefault());
        assertThat(isDrawn(share, chance, Context.root().with(Span.wrap(ours)))).isEqualTo(drawn);
    }

    private static boolean isDrawn(double share, double chance, Context parent) {
        return new Draw(share, () -> chance)
                        .shouldSample(parent, TRACE_ID, "name", SpanKind.SERVER, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
