package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/** Opens the sandbox before the application is built, and points the application's account and caller at it. */
final class OpenSandbox implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!environment.acceptsProfiles(Profiles.of(Sandbox.PROFILE))) {
            return;
        }
        List<String> found = TalkdeskSettings.namesIn(environment);
        if (!found.isEmpty()) {
            throw SandboxStartException.talkdeskSettingsFound(found);
        }
        Sandbox sandbox = open(SandboxProperties.from(environment));
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", settings(sandbox, environment)));
        context.registerBean("sandboxServer", SandboxServer.class, sandbox::server);
        context.registerBean("sandboxFaults", Faults.class, sandbox::faults);
    }

    private static Sandbox open(SandboxProperties properties) {
        try {
            return Sandbox.open(properties, Clock.systemUTC());
        } catch (IOException unbound) {
            throw SandboxStartException.portTaken(properties.port(), unbound);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This JVM makes no P-256 keys", impossible);
        }
    }

    /** The account, and the caller where the operator names none. */
    private static Map<String, Object> settings(Sandbox sandbox, ConfigurableEnvironment environment) {
        var settings = new LinkedHashMap<>(sandbox.account());
        if (isBlank(environment, "DEFAULT_USERNAME") && isBlank(environment, "DEFAULT_USER")) {
            settings.put("DEFAULT_USERNAME", "app-user");
        }
        if (isBlank(environment, "DEFAULT_PASSWORD")) {
            settings.put("DEFAULT_PASSWORD", "sandbox");
        }
        return settings;
    }

    private static boolean isBlank(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream().noneMatch(source -> TalkdeskSettings.hasText(source, name));
    }
}
