package dev.tokenvending.audit;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ticker;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Outermost of all filters: names every request, and closes its audit entry whatever happens inside. */
class AuditFilter extends HttpFilter {

    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final String REQUEST_ID_LOG_KEY = "requestId";
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Half of the shortest deadline there may be, so that who gets in late still has time. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AuditLog log;
    private final RequestMeters meters;
    private final HandlerExceptionResolver problems;
    private final Clock clock;
    private final Ticker ticker;

    AuditFilter(AuditLog log, RequestMeters meters, HandlerExceptionResolver problems, Clock clock, Ticker ticker) {
        this.log = log;
        this.meters = meters;
        this.problems = problems;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = requestId(request.getHeader(REQUEST_ID_HEADER));
        request.setAttribute(RequestFacts.REQUEST_ID, requestId);
        response.setHeader(REQUEST_ID_HEADER, requestId);
        MDC.put(REQUEST_ID_LOG_KEY, requestId);
        try {
            if (isUnder("/token", request)) {
                audited(request, response, chain);
            } else if (!isUnder("/appconnect", request) || isAdmitted()) {
                chain.doFilter(request, response);
            } else {
                // Its entry is written inside; there must be room for it all the same.
                refuse(request, response);
            }
        } finally {
            MDC.remove(REQUEST_ID_LOG_KEY);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        RefusedException refusal = new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, RETRY_AFTER);
        problems.resolveException(request, response, null, refusal);
    }

    private void audited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        Instant time = clock.instant();
        long start = ticker.nanos();
        request.setAttribute(RequestFacts.ARRIVAL, start);
        if (!isAdmitted()) {
            refuse(request, response);
            return;
        }
        boolean surprised = true;
        try {
            chain.doFilter(request, response);
            surprised = false;
        } finally {
            long nanos = ticker.nanos() - start;
            AuditEntry entry = new AuditedRequest(request, surprised ? 500 : response.getStatus())
                    .entry(time, TimeUnit.NANOSECONDS.toMillis(nanos));
            log.write(entry);
            meters.ended(entry, nanos);
        }
    }

    private boolean isAdmitted() {
        try {
            return log.admits(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** By the decoded path as well as by the raw one, so that no spelling of it goes unseen. */
    private static boolean isUnder(String root, HttpServletRequest request) {
        return isUnder(root, request.getServletPath()) || isUnder(root, request.getRequestURI());
    }

    private static boolean isUnder(String root, String path) {
        return path.startsWith(root)
                && (path.length() == root.length() || "/;".indexOf(path.charAt(root.length())) >= 0);
    }

    private static String requestId(@Nullable String inbound) {
        return inbound != null && GOOD_REQUEST_ID.matcher(inbound).matches() ? inbound : anyId();
    }

    /** Tells requests apart and is no secret, so it need not come from a source fit for keys. */
    private static String anyId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
