package dev.tokenvending.ops;

import dev.tokenvending.settings.Variables;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Ends the start-up log with what to try next: the curl line, and the URLs a phone and an emulator use. */
@Component
class TryItLines {

    private static final Logger log = LoggerFactory.getLogger(TryItLines.class);

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void onReady(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
            log.info("{}", lines(context.getWebServer().getPort(), credential(environment)));
        }
    }

    /** Only the sandbox's own password may be shown: everybody knows it. */
    private static String credential(ConfigurableEnvironment environment) {
        Variables variables = new Variables(environment);
        boolean wellKnown = environment.acceptsProfiles(Profiles.of("sandbox"))
                && "app-user".equals(variables.get("DEFAULT_USERNAME"))
                && "sandbox".equals(variables.get("DEFAULT_PASSWORD"));
        return wellKnown ? "app-user:sandbox" : "\"$DEFAULT_USERNAME:$DEFAULT_PASSWORD\"";
    }

    private static String lines(int port, String credential) {
        StringBuilder lines = new StringBuilder("Ready.");
        lanAddress()
                .ifPresent(address -> lines.append(
                        "%n  From a phone on the same network:  http://%s:%d/token".formatted(address, port)));
        lines.append("%n  From the Android emulator:         http://10.0.2.2:%d/token".formatted(port));
        lines.append("%n  Try it here:  curl -u %s http://localhost:%d/token".formatted(credential, port));
        return lines.toString();
    }

    private static Optional<String> lanAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(TryItLines::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
                    .min(Comparator.comparing(address -> !address.isSiteLocalAddress()))
                    .map(InetAddress::getHostAddress);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}
