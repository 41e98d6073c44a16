package dev.tokenvending.audit;

import dev.tokenvending.core.Ticker;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes down what operators do under {@code /actuator}, and what is refused there. Not that they look at figures: that is
 * done every few seconds, and must go on while nothing can be written.
 */
class OperatorAuditFilter extends HttpFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Pattern NAME =
            Pattern.compile("$|[a-z]{1,20}(?![A-Za-z0-9])(?:/[a-z.]{1,60}(?![A-Za-z0-9]))?");
    private static final int LONGEST = 64;

    /** Shows who our customers are. */
    private static final String ACCOUNTS = "accounts";

    private final AuditLog log;
    private final AuditGate gate;
    private final ClientAddresses addresses;
    private final Clock clock;
    private final Ticker ticker;

    OperatorAuditFilter(AuditLog log, AuditGate gate, ClientAddresses addresses, Clock clock, Ticker ticker) {
        this.log = log;
        this.gate = gate;
        this.addresses = addresses;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Instant time = clock.instant();
        long start = ticker.nanos();
        boolean action = isAction(request);
        if (action && !gate.admits(request, response)) {
            return;
        }
        boolean surprised = true;
        try {
            chain.doFilter(request, response);
            surprised = false;
        } finally {
            AuditedRequest ended = new AuditedRequest(request, surprised ? 500 : response.getStatus(), addresses);
            if (action || isRefusal(ended.status())) {
                long millis = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - start);
                OperatorEntry entry = ended.operatorEntry(time, endpoint(request), millis);
                // What is refused was not let in by the gate: a flood of it must not fill the memory.
                if (action) {
                    log.write(entry);
                } else {
                    log.writeIfThereIsRoom(entry);
                }
            }
        }
    }

    private static boolean isAction(HttpServletRequest request) {
        String endpoint = endpoint(request);
        return !READS.contains(request.getMethod()) || endpoint.equals(ACCOUNTS) || endpoint.startsWith(ACCOUNTS + "/");
    }

    private static boolean isRefusal(int status) {
        return status == HttpServletResponse.SC_UNAUTHORIZED || status == HttpServletResponse.SC_FORBIDDEN;
    }

    /**
     * What the path says behind {@code /actuator/}, however it is spelt, as far as it could be one of ours: people put
     * anything into paths. Whose account was looked at is written whole.
     */
    private static String endpoint(HttpServletRequest request) {
        String path = request.getServletPath();
        String endpoint = path.substring(Math.min(path.length(), "/actuator/".length()));
        Matcher name = NAME.matcher(endpoint);
        String ours = endpoint.startsWith(ACCOUNTS + "/") ? endpoint : name.lookingAt() ? name.group() : "other";
        return ours.substring(0, Math.min(ours.length(), LONGEST));
    }
}
