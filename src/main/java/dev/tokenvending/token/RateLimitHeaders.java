package dev.tokenvending.token;

import dev.tokenvending.core.Quota;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Tells callers what is left of their limits (IETF draft "RateLimit header fields for HTTP"): lists of structured fields
 * (RFC 9651), with a member for each window.
 */
final class RateLimitHeaders {

    private RateLimitHeaders() {}

    /** The answer with the headers, or as it is when there are no limits. */
    static ResponseEntity<Object> on(ResponseEntity<Object> answer, List<Quota> quotas) {
        if (quotas.isEmpty()) {
            return answer;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(answer.getHeaders());
        headers.set("RateLimit-Policy", list(quotas, RateLimitHeaders::policy));
        headers.set("RateLimit", list(quotas, RateLimitHeaders::left));
        return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
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
