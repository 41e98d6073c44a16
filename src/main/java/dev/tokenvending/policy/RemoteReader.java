package dev.tokenvending.policy;

import dev.tokenvending.policy.PoliciesProperties.RemoteProperties;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the check of a remote policy, or notes what is wrong with its settings. */
record RemoteReader(Settings settings, RemoteServices services) {

    private static final String EXAMPLE = "https://rules.example.com/v1/data/token/allow";
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    Optional<Check> read(String policy, String property, RemoteProperties remote) {
        Duration timeout = remote.timeout();
        boolean bounded = timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0;
        if (!bounded) {
            settings.problem(property + ".timeout", "must lie between 10 milliseconds and 10 seconds.", "500ms");
        }
        return url(property + ".url", remote.url())
                .filter(url -> bounded)
                .map(url -> services.check(policy, url, timeout));
    }

    private Optional<URI> url(String property, @Nullable String text) {
        if (text == null || text.isBlank()) {
            settings.problem(property, "is missing.", EXAMPLE);
            return Optional.empty();
        }
        return OutboundUrl.read(settings, property, text, EXAMPLE);
    }
}
