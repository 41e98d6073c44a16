package dev.tokenvending.caller.keys;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.settings.OutboundUrl;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an issuer for its keys. */
record KeyServer(KeyLocation location, OutboundHttp http, Ticker ticker, Crypto crypto) {

    /** For discovery and key set together. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int MOST_BYTES = 512 * 1024;
    private static final int OK = 200;

    /**
     * The keys as of now.
     *
     * @throws IOException when there is no usable answer in time; its message names the reason
     */
    KeySet ask() throws IOException {
        Deadline deadline = Deadline.in(TIMEOUT, ticker);
        @Nullable String issuer = location.discovery();
        URI url = issuer == null ? location.url() : keySetIn(get(location.url(), deadline), issuer);
        return KeySetParser.parse(get(url, deadline), crypto);
    }

    private String get(URI url, Deadline deadline) throws IOException {
        OutboundHttp.Reply reply = http.get(url, deadline.remaining(), MOST_BYTES);
        if (reply.status() != OK) {
            throw new IOException("It answers " + reply.status());
        }
        return reply.body();
    }

    /** Whoever answers for another issuer could hand out keys in its name (OpenID Connect Discovery §4.3). */
    static URI keySetIn(String document, String issuer) throws IOException {
        try {
            Map<String, Object> configuration = JSONObjectUtils.parse(document);
            if (!issuer.equals(configuration.get("issuer"))) {
                throw new IOException("It is the configuration of another issuer");
            }
            if (!(configuration.get("jwks_uri") instanceof String text)) {
                throw new IOException("It names no key set");
            }
            URI url = URI.create(text);
            boolean downgraded = isHttps(URI.create(issuer)) && !isHttps(url);
            if (downgraded || OutboundUrl.problemWith(url) != null) {
                throw new IOException("It names a key set that must not be asked for");
            }
            return url;
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("It is no OpenID configuration", e);
        }
    }

    private static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }
}
