package dev.tokenvending.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Environment variables as they are written. Spring would resolve placeholders in them: a password with a <code>${</code>
 * in it would change, or be quoted in the exception.
 */
public record Variables(ConfigurableEnvironment environment) {

    /** The value of the variable, or null when it is not set or blank. */
    public @Nullable String get(String name) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            Object value = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                    ? null
                    : source.getProperty(name);
            if (value != null && !value.toString().isBlank()) {
                return value.toString();
            }
        }
        return null;
    }
}
