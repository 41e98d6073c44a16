package dev.tokenvending.traces;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Serves each request for a token in a step. The id of its trace is known to the audit and the log; without traces of our
 * own it is that of the caller's.
 */
class TraceFilter extends HttpFilter {

    private final transient Traces traces;

    TraceFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable TraceParent caller = TraceParent.of(request);
        @Nullable Recorder recorder = traces.recorder();
        if (recorder != null) {
            serve(recorder.serve(ServedRequest.name(request), caller), request, response, chain);
        } else if (caller != null) {
            pass(caller.traceId(), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void serve(
            RecordedStep served, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            served.does(step -> {
                boolean surprised = true;
                try {
                    pass(served.traceId(), request, response, chain);
                    surprised = false;
                } finally {
                    new ServedRequest(request, surprised ? 500 : response.getStatus()).tell(step);
                }
                return step;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void pass(
            String traceId, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RequestFacts.TRACE_ID, traceId);
        MDC.put(Traces.LOG_KEY, traceId);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(Traces.LOG_KEY);
        }
    }
}
