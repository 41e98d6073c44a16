package dev.tokenvending.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser is sent back to, checked.
 *
 * @param state as the client sent it; null when it sent none
 * @param issuer who sends it back (RFC 9207)
 */
record ReturnAddress(String redirectUri, @Nullable String state, String issuer) {

    Reply withCode(String code) {
        return with(Map.of("code", code));
    }

    /** The descriptions of refusals keep to the characters that RFC 6749, 4.1.2.1, allows them. */
    Reply withError(Refused refused) {
        return with(Map.of("error", refused.error(), "error_description", refused.description()));
    }

    /** 303, so that no browser posts the form on (RFC 9700, 4.12). */
    private Reply with(Map<String, String> answer) {
        var parameters = new LinkedHashMap<>(answer);
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer);
        String query = parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Reply.of(303, "text/plain", "")
                .with(HttpHeaders.LOCATION, redirectUri + (redirectUri.contains("?") ? "&" : "?") + query)
                .with(HttpHeaders.CACHE_CONTROL, "no-store")
                .with("Referrer-Policy", "no-referrer");
    }
}
