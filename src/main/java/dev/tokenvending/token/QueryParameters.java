package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The parameters of the query string, and of nothing else: the servlet API would read those of a form body too, and
 * choose one of several silently.
 */
record QueryParameters(Map<String, String> values) {

    /** Refuses what is malformed or repeated. */
    static QueryParameters parse(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!pair.isEmpty() && values.put(name, value) != null) {
                throw new RefusedException(ErrorCode.INVALID_REQUEST, "A query parameter is repeated.");
            }
        }
        return new QueryParameters(Map.copyOf(values));
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    private static String decode(String text) {
        try {
            String decoded = UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0 && decoded.chars().noneMatch(Character::isISOControl)) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without quoting what was sent.
        }
        throw new RefusedException(ErrorCode.INVALID_REQUEST, "The query string is malformed.");
    }
}
