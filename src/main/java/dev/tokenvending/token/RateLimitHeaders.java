package dev.tokenvending.token;

import dev.tokenvending.core.Quota;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells callers what is left of their limits (IETF draft "RateLimit header fields for HTTP"): lists of structured fields
 * (RFC 9651), with a member for each window.
 */
final class RateLimitHeaders {

    private RateLimitHeaders() {}

    /** Nothing when there are no limits. */
    static void tell(List<Quota> quotas, HttpServletResponse response) {
        if (!quotas.isEmpty()) {
            response.setHeader("RateLimit-Policy", list(quotas, RateLimitHeaders::policy));
            response.setHeader("RateLimit", list(quotas, RateLimitHeaders::left));
        }
    }

    private static String list(List<Quota> quotas, Function<Quota, String> member) {
        return quotas.stream().map(member).collect(Collectors.joining(", "));
    }

    private static String policy(Quota quota) {
        return name(quota) + ";q=" + quota.limit() + ";w=" + seconds(quota.window());
    }

    private static String left(Quota quota) {
        return name(quota) + ";r=" + quota.remaining() + ";t=" + seconds(quota.reset());
    }

    /** A string (RFC 9651 §3.3.3); names hold neither quotes nor backslashes. */
    private static String name(Quota quota) {
        return '"' + quota.name() + '"';
    }

    /** Rounded up: who comes back then must not be too early. */
    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
