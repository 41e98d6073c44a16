package dev.tokenvending.traces;

import static dev.tokenvending.traces.TestTraces.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.RequestFacts;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TracesTests {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final TestTraces test = new TestTraces();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void carryingWhenOrderedInAStepThenTheWorkIsInItAndTheLogKnowsTheTrace() throws Exception {
        AtomicReference<String> logged = new AtomicReference<>();
        serve(
                test.traces,
                request(),
                () -> test.traces.carrying(tasks::add, "renewal").execute(() -> {
                    logged.set(MDC.get(Traces.LOG_KEY));
                    Step.in("exchange", step -> step);
                }));
        tasks.remove().run();
        assertThat(test.tree(2)).isEqualTo("GET /token[exchange]");
        assertThat(logged.get()).isEqualTo(test.only("exchange").getTraceId());
        assertThat(MDC.get(Traces.LOG_KEY)).isNull();
    }

    @Test
    void carryingWhenOrderedInNoneThenATraceOfItsOwnIfItHasAName() {
        test.traces.carrying(tasks::add).execute(() -> Step.in("exchange", step -> step));
        test.traces.carrying(tasks::add, "renewal").execute(() -> Step.in("exchange", step -> step));
        tasks.forEach(Runnable::run);
        assertThat(test.tree(2)).isEqualTo("renewal[exchange]");
        assertThat(test.only("renewal").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void stepWhenTheWorkThrowsThenItIsThrownOnAndTheSpanNamesItsClassAlone() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serve(test.traces, request(), () -> {
                    throw new IOException("secret");
                }));
        SpanData span = test.only("GET /token");
        assertThat(attributes(span))
                .containsEntry("error.type", "IOException")
                .containsEntry("http.response.status_code", 500L);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void requestWhenTracedThenAuditAndLogKnowTheIdOfTheSpan() throws Exception {
        MockHttpServletRequest request = request();
        AtomicReference<String> logged = new AtomicReference<>();
        serve(test.traces, request, () -> logged.set(MDC.get(Traces.LOG_KEY)));
        String traceId = test.only("GET /token").getTraceId();
        assertThat(request.getAttribute(RequestFacts.TRACE_ID)).isEqualTo(traceId);
        assertThat(logged.get()).isEqualTo(traceId);
    }

    @Test
    void requestWhenItIsNotDrawnThenNothingIsExportedAndTheIdIsKnownAllTheSame() throws Exception {
        Traces none = test.traces(0, true);
        MockHttpServletRequest request = request();
        request.addHeader("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
        AtomicReference<String> told = new AtomicReference<>();
        serve(none, request, () -> told.set(Step.current().traceParent().orElseThrow()));
        assertThat(test.spans()).isEmpty();
        assertThat(request.getAttribute(RequestFacts.TRACE_ID)).isEqualTo(TRACE_ID);
        assertThat(told.get()).startsWith("00-" + TRACE_ID).endsWith("-00").doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void requestWhenTracesDoNotPropagateThenTheyBeginAndEndHere() throws Exception {
        MockHttpServletRequest request = request();
        request.addHeader("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
        AtomicReference<Object> told = new AtomicReference<>();
        serve(test.traces(1, false), request, () -> told.set(Step.current().traceParent()));
        assertThat(test.spans()).extracting(SpanData::getTraceId).doesNotContain(TRACE_ID);
        assertThat(told.get()).isEqualTo(Optional.empty());
    }

    @Test
    void tellWhenAValueIsLongThenItIsCut() throws Exception {
        serve(test.traces, request(), () -> Step.current().tell("what", "x".repeat(10_000)));
        assertThat(attributes(test.only("GET /token")).get("what")).isEqualTo("x".repeat(256));
    }

    @Test
    void tellWhenThereIsNothingToSayThenNothingIsSaid() throws Exception {
        serve(test.traces, request(), () -> Step.current().tell("what", List.<String>of(), it -> it));
        assertThat(attributes(test.only("GET /token"))).doesNotContainKey("what");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void serve(Traces traces, MockHttpServletRequest request, Work work)
            throws ServletException, IOException {
        new TraceFilter(traces).doFilter(request, new MockHttpServletResponse(), (_, _) -> work.run());
    }

    private static MockHttpServletRequest request() {
        return new MockHttpServletRequest("GET", "/token");
    }
}
