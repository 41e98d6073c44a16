package dev.tokenvending.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;

/** The keys that id tokens are signed with, fetched when they are needed and kept for a while. */
class IdTokenKeys {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int OK = 200;

    private final OutboundHttp http;
    private final Clock clock;

    /** One place at a time, but for a change of the configuration. */
    private final LoadingCache<URI, JWKSource<SecurityContext>> sources =
            Caffeine.newBuilder().maximumSize(4).build(this::source);

    IdTokenKeys(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** By the keys of the settings, if they name any. */
    IdTokenCheck check(SignInSettings settings) {
        return new IdTokenCheck(settings.jwksUri() == null ? null : sources.get(settings.jwksUri()), clock);
    }

    private JWKSource<SecurityContext> source(URI place) throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(place.toURL(), this::fetch)
                .outageTolerant(true)
                .build();
    }

    private Resource fetch(URL place) throws IOException {
        OutboundHttp.Reply reply = http.get(URI.create(place.toString()), TIMEOUT, MOST_BYTES);
        if (reply.status() != OK) {
            throw new IOException("Keys of id tokens are not to be had: HTTP " + reply.status());
        }
        return new Resource(reply.body(), "application/json");
    }
}
