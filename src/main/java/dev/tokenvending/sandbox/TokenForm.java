package dev.tokenvending.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a token request: each at most once, and one without a value counts as absent (RFC 6749, 3.2). */
record TokenForm(Map<String, String> parameters) implements FormReading {

    static final int MAX_BYTES = 64 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    TokenForm {
        parameters = Map.copyOf(parameters);
    }

    static FormReading read(@Nullable String contentType, byte[] body) {
        if (body.length > MAX_BYTES) {
            return Refused.tooLarge("the body is larger than " + MAX_BYTES + " bytes");
        }
        if (contentType == null || !FORM.equals(mediaType(contentType))) {
            return Refused.invalidRequest("the content type is not " + FORM);
        }
        try {
            return parse(new String(body, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException malformed) {
            return Refused.invalidRequest("the body is not a well-formed form");
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Holds an assertion, which is a credential while it lives. */
    @Override
    public String toString() {
        return "TokenForm" + parameters.keySet();
    }

    private static FormReading parse(String body) {
        var parameters = new HashMap<String, String>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!name.isEmpty() && parameters.putIfAbsent(name, value) != null) {
                return Refused.invalidRequest("a parameter is repeated: " + name);
            }
        }
        return new TokenForm(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String mediaType(String contentType) {
        return contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }
}
