package dev.tokenvending.ops;

import dev.tokenvending.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The port to listen on, looked at early so that a wrong one is told together with everything else. */
@ConfigurationProperties("server")
public record ListeningPort(@Nullable Integer port) {

    private static final int HIGHEST = 65_535;

    /** Notes a problem unless the port is one, or 0 for any free one. */
    public static void check(Settings settings) {
        Integer port = settings.read(ListeningPort.class).port();
        if (port != null && (port < 0 || port > HIGHEST)) {
            settings.problem("server.port", "is no port: 0 to 65535.", "8080");
        }
    }
}
