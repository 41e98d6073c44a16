package dev.tokenvending.ops;

import dev.tokenvending.caller.Callers;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.settings.Variables;
import dev.tokenvending.vending.Apps;
import dev.tokenvending.vending.Vending;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
@ConditionalOnWebApplication
class TryItLines {

    private static final String BASIC = "basic:";
    private static final Logger log = LoggerFactory.getLogger(TryItLines.class);

    private final Configurations configurations;

    TryItLines(Configurations configurations) {
        this.configurations = configurations;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void onReady(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
            int port = context.getWebServer().getPort();
            log.info("{}", lines(port + path(), credential(environment)) + page(port, environment));
        }
    }

    /** Without a password, for which curl asks; only the sandbox's own may be shown, which everybody knows. */
    private String credential(ConfigurableEnvironment environment) {
        Variables variables = new Variables(environment);
        String username = Stream.of("DEFAULT_USERNAME", "DEFAULT_USER")
                .map(variables::get)
                .filter(Objects::nonNull)
                .findFirst()
                .or(this::anyUser)
                .orElse("USERNAME");
        boolean wellKnown = isSandbox(environment)
                && "app-user".equals(username)
                && "sandbox".equals(variables.get("DEFAULT_PASSWORD"));
        return wellKnown ? "app-user:sandbox" : "'" + username + "'";
    }

    private static String page(int port, ConfigurableEnvironment environment) {
        return isSandbox(environment) ? "%n  Or in a browser:  http://localhost:%s/sandbox/".formatted(port) : "";
    }

    private static boolean isSandbox(ConfigurableEnvironment environment) {
        return environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    private Optional<String> anyUser() {
        return configurations.current().part(Callers.class).names().stream()
                .filter(name -> name.startsWith(BASIC))
                .map(name -> name.substring(BASIC.length()))
                .min(Comparator.naturalOrder());
    }

    /** An app there is, where {@code /token} itself stands for none. */
    private String path() {
        Apps apps = configurations.current().part(Vending.class).apps();
        return apps.findDefault().isPresent()
                ? "/token"
                : "/token/" + apps.all().iterator().next().id().value();
    }

    private static String lines(String target, String credential) {
        StringBuilder lines = new StringBuilder("Ready.");
        lanAddress()
                .ifPresent(address ->
                        lines.append("%n  From a phone on the same network:  http://%s:%s".formatted(address, target)));
        lines.append("%n  From the Android emulator:         http://10.0.2.2:%s".formatted(target));
        lines.append("%n  Try it here:  curl -u %s http://localhost:%s".formatted(credential, target));
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
