package dev.tokenvending.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the HTTP request itself.
 *
 * @param address the client's IP address, as told by the connection or by a trusted proxy
 * @param userAgent the {@code User-Agent} header, absent when there was none
 * @param headers those headers a setting names, by their names in lower case
 */
public record ClientRequest(String address, @Nullable String userAgent, Map<String, String> headers) {

    public ClientRequest {
        headers = Map.copyOf(headers);
    }
}
