package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.ResponseFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a request asks for beside the app.
 *
 * @param format the wish of {@code ?format}, absent without one
 * @param acceptance the wishes of the {@code Accept} header
 * @param minTtl the least life a held token must have left to be handed out; none is asked for with 0
 */
record TokenRequest(@Nullable ResponseFormat format, Acceptance acceptance, Duration minTtl) {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");
    private static final long LONGEST_MIN_TTL = 86_400;

    static TokenRequest of(HttpServletRequest request) {
        QueryParameters parameters = QueryParameters.parse(request.getQueryString());
        return new TokenRequest(
                format(parameters.get("format")),
                Acceptance.parse(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))),
                minTtl(parameters.get("min_ttl")));
    }

    /** The format to answer in: {@code ?format} beats {@code Accept}, which beats the app's own. */
    ResponseFormat formatFor(ResponseFormat appsOwn) {
        return format == null ? acceptance.choose(appsOwn) : format;
    }

    private static @Nullable ResponseFormat format(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "json" -> ResponseFormat.JSON;
            case "text" -> ResponseFormat.TEXT;
            default -> throw new RefusedException(ErrorCode.INVALID_REQUEST, "format must be json or text.");
        };
    }

    private static Duration minTtl(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        if (!SECONDS.matcher(text).matches() || Long.parseLong(text) > LONGEST_MIN_TTL) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST, "min_ttl must be a whole number of seconds from 0 to 86400.");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
