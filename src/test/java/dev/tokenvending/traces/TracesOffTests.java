package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.RequestFacts;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** As long as nobody collects traces. */
@WholeApp
class TracesOffTests {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private final int port;
    private final Traces traces;

    TracesOffTests(@Value("${local.server.port}") int port, @Autowired Traces traces) {
        this.port = port;
        this.traces = traces;
    }

    @Test
    void tracesWhenNoEndpointIsSetThenNothingIsRecordedAndNobodyIsTold() {
        Wire.get("/token").asCaller().with("traceparent", TRACE_PARENT).to(port);
        assertThat(traces.recorder()).isNull();
        assertThat(Talkdesk.requests()).hasSize(1).noneMatch(request -> request.containsHeader("traceparent"));
    }

    @Test
    void stepWhenTracesAreOffThenTheWorkIsDoneInNone() throws Exception {
        Executor threads = Runnable::run;
        assertThat(traces.carrying(threads)).isSameAs(threads);
        assertThat(traces.carrying(threads, "renewal")).isSameAs(threads);
        AtomicReference<Step> seen = new AtomicReference<>();
        new TraceFilter(traces)
                .doFilter(request(TRACE_PARENT), new MockHttpServletResponse(), (_, _) -> seen.set(Step.current()));
        assertThat(seen.get()).isSameAs(NoStep.NONE);
        assertThat(Step.<Step, RuntimeException>in("sign", step -> step)).isSameAs(NoStep.NONE);
    }

    @Test
    void requestWhenTheCallerHasATraceThenAuditAndLogKnowItsId() throws Exception {
        MockHttpServletRequest request = request(TRACE_PARENT);
        AtomicReference<String> logged = new AtomicReference<>();
        new TraceFilter(traces)
                .doFilter(request, new MockHttpServletResponse(), (_, _) -> logged.set(MDC.get(Traces.LOG_KEY)));
        assertThat(request.getAttribute(RequestFacts.TRACE_ID)).isEqualTo(TRACE_ID);
        assertThat(logged.get()).isEqualTo(TRACE_ID);
        assertThat(MDC.get(Traces.LOG_KEY)).isNull();
    }

    @Test
    void requestWhenTheCallerHasNoneThenThereIsNoId() throws Exception {
        MockHttpServletRequest request = request("nonsense");
        new TraceFilter(traces).doFilter(request, new MockHttpServletResponse(), (_, _) -> {});
        assertThat(request.getAttribute(RequestFacts.TRACE_ID)).isNull();
    }

    private static MockHttpServletRequest request(String traceParent) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.addHeader("traceparent", traceParent);
        return request;
    }
}
