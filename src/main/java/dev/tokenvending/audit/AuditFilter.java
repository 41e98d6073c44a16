package dev.tokenvending.audit;

import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ticker;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Outermost of all filters: names every request, and closes its audit entry whatever happens inside. */
class AuditFilter extends HttpFilter {

    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final String REQUEST_ID_LOG_KEY = "requestId";
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final AuditLog log;
    private final RequestMeters meters;
    private final AuditGate gate;
    private final ClientAddresses addresses;
    private final Clock clock;
    private final Ticker ticker;

    AuditFilter(
            AuditLog log, RequestMeters meters, AuditGate gate, ClientAddresses addresses, Clock clock, Ticker ticker) {
        this.log = log;
        this.meters = meters;
        this.gate = gate;
        this.addresses = addresses;
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
            } else if (!isAuditedInside(request) || gate.admits(request, response)) {
                chain.doFilter(request, response);
            }
        } finally {
            MDC.remove(REQUEST_ID_LOG_KEY);
        }
    }

    private void audited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        Instant time = clock.instant();
        long start = ticker.nanos();
        request.setAttribute(RequestFacts.ARRIVAL, start);
        if (!gate.admits(request, response)) {
            return;
        }
        boolean surprised = true;
        try {
            chain.doFilter(request, response);
            surprised = false;
        } finally {
            long nanos = ticker.nanos() - start;
            AuditEntry entry = new AuditedRequest(request, surprised ? 500 : response.getStatus(), addresses)
                    .entry(time, TimeUnit.NANOSECONDS.toMillis(nanos));
            log.write(entry);
            meters.ended(entry, nanos);
        }
    }

    /** Events, and returns from a sign-in: their entries are written inside; there must be room for them all the same. */
    private static boolean isAuditedInside(HttpServletRequest request) {
        return isUnder("/appconnect", request) || isUnder("/authorization/callback", request);
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
