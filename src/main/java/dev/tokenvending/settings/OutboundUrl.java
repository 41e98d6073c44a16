package dev.tokenvending.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A URL that we call: {@code https}, or {@code http} on a loopback host. */
public final class OutboundUrl {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HIGHEST_PORT = 65_535;

    private OutboundUrl() {}

    /** The URL of a setting, or empty when it is none that we would call, which is then a problem. */
    public static Optional<URI> read(Settings settings, String property, String text, String example) {
        @Nullable String problem;
        try {
            URI uri = new URI(text);
            problem = problemWith(uri);
            if (problem == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            problem = "is not a URL.";
        }
        settings.problem(property, problem, example);
        return Optional.empty();
    }

    /** What keeps us from calling the URL, as the end of the sentence "the setting …"; null when nothing does. */
    public static @Nullable String problemWith(URI uri) {
        if (uri.getHost() == null || uri.getScheme() == null || uri.getPort() > HIGHEST_PORT) {
            return "is not an absolute URL with a host.";
        }
        boolean https = uri.getScheme().equalsIgnoreCase("https");
        boolean loopback = uri.getScheme().equalsIgnoreCase("http") && LOOPBACK.contains(uri.getHost());
        if (!https && !loopback) {
            return "must be https (http only on a loopback host).";
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "must hold neither credentials nor a fragment.";
        }
        return null;
    }
}
