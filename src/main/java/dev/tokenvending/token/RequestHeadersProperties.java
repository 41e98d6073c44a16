package dev.tokenvending.token;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What policies see of a request's headers.
 *
 * @param requestHeaders names of headers that anybody may send
 * @param proxyHeaders names of headers that count only when a trusted proxy has sent the request
 */
@ConfigurationProperties("token-vending")
record RequestHeadersProperties(
        @DefaultValue List<String> requestHeaders,
        @DefaultValue List<String> proxyHeaders) {}
