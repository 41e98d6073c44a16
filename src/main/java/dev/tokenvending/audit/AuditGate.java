package dev.tokenvending.audit;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets in what can be written down. */
class AuditGate {

    /** Half of the shortest deadline there may be, so that who gets in late still has time. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AuditLog log;
    private final HandlerExceptionResolver problems;

    AuditGate(AuditLog log, HandlerExceptionResolver problems) {
        this.log = log;
        this.problems = problems;
    }

    /** Whether the request may go on; if not, it has been answered. */
    boolean admits(HttpServletRequest request, HttpServletResponse response) {
        if (hasRoom()) {
            return true;
        }
        response.setHeader("Cache-Control", "no-store");
        RefusedException refusal = new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, RETRY_AFTER);
        problems.resolveException(request, response, null, refusal);
        return false;
    }

    private boolean hasRoom() {
        try {
            return log.admits(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
