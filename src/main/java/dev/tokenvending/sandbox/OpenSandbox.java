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
        Sandbox sandbox = open(environment);
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", settings(sandbox, environment)));
        context.registerBean("sandboxServer", SandboxServer.class, sandbox::server);
        context.registerBean("sandboxFaults", Faults.class, sandbox::faults);
        sandbox.appConnect()
                .ifPresent(on -> context.registerBean("sandboxAppConnect", SandboxAppConnect.class, () -> on));
    }

    private static Sandbox open(ConfigurableEnvironment environment) {
        SandboxProperties properties = SandboxProperties.from(environment);
        try {
            return Sandbox.open(properties, Registration.in(environment), Clock.systemUTC());
        } catch (IOException unbound) {
            throw SandboxStartException.portTaken(properties.port(), unbound);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This JVM makes no P-256 keys", impossible);
        }
    }

    /** The account, the caller where the operator names none, and where AppConnect is played. */
    private static Map<String, Object> settings(Sandbox sandbox, ConfigurableEnvironment environment) {
        var settings = new LinkedHashMap<>(sandbox.account());
        if (isBlank(environment, "DEFAULT_USERNAME") && isBlank(environment, "DEFAULT_USER")) {
            settings.put("DEFAULT_USERNAME", "app-user");
        }
        if (isBlank(environment, "DEFAULT_PASSWORD")) {
            settings.put("DEFAULT_PASSWORD", "sandbox");
        }
        sandbox.appConnect()
                .map(SandboxAppConnect::links)
                .map(new AppConnectSettings(environment)::missing)
                .ifPresent(settings::putAll);
        return settings;
    }

    private static boolean isBlank(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream().noneMatch(source -> TalkdeskSettings.hasText(source, name));
    }
}
