package dev.tokenvending.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * Takes the sandbox when asked to do so wherever nothing points to a real Talkdesk. Runs last, when every source of
 * settings is in place; too late, therefore, for a configuration file of the profile {@code sandbox}.
 */
final class SandboxWhenUnconfigured implements EnvironmentPostProcessor, Ordered {

    private final Path workingDirectory;

    SandboxWhenUnconfigured() {
        this(Path.of(""));
    }

    SandboxWhenUnconfigured(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (isWanted(environment) && isUnconfigured(environment)) {
            environment.addActiveProfile(Sandbox.PROFILE);
        }
    }

    private static boolean isWanted(ConfigurableEnvironment environment) {
        return Binder.get(environment)
                .bind(SandboxProperties.PREFIX + ".when-unconfigured", Boolean.class)
                .orElse(false);
    }

    private boolean isUnconfigured(ConfigurableEnvironment environment) {
        return !StringUtils.hasText(environment.getProperty(AbstractEnvironment.ACTIVE_PROFILES_PROPERTY_NAME))
                && Files.notExists(workingDirectory.resolve(".env"))
                && TalkdeskSettings.namesIn(environment).isEmpty();
    }
}
