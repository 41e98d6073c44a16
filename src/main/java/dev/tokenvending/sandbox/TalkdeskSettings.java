package dev.tokenvending.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/** The names, never the values, of the settings by which an operator means the real Talkdesk. */
final class TalkdeskSettings {

    private static final ConfigurationPropertyName ACCOUNTS = ConfigurationPropertyName.of("talkdesk.accounts");

    private TalkdeskSettings() {}

    /** Blank counts as unset: compose files and CI pass variables on whether they have a value or not. */
    static List<String> namesIn(ConfigurableEnvironment environment) {
        return Stream.concat(variables(environment), accountProperties(environment))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> variables(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .flatMap(source ->
                        source instanceof EnumerablePropertySource<?> names ? variables(names) : Stream.empty());
    }

    private static Stream<String> variables(EnumerablePropertySource<?> source) {
        return Stream.of(source.getPropertyNames())
                .filter(name -> name.startsWith("TD_"))
                .filter(name -> hasText(source, name));
    }

    /** As it is written: resolving placeholders in a password would quote it when that fails. */
    static boolean hasText(PropertySource<?> source, String name) {
        Object value = source.getProperty(name);
        return value != null && StringUtils.hasText(value.toString());
    }

    /** Through Boot's eyes, so that {@code TALKDESK_ACCOUNTS_…} variables are seen too. */
    private static Stream<String> accountProperties(ConfigurableEnvironment environment) {
        var sources = ConfigurationPropertySources.from(environment.getPropertySources());
        return StreamSupport.stream(sources.spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(source -> accountProperties(source, environment));
    }

    private static Stream<String> accountProperties(
            IterableConfigurationPropertySource source, PropertyResolver placeholders) {
        return source.stream()
                .filter(ACCOUNTS::isAncestorOf)
                .map(source::getConfigurationProperty)
                .filter(Objects::nonNull)
                .filter(property ->
                        StringUtils.hasText(placeholders.resolvePlaceholders(String.valueOf(property.getValue()))))
                .map(property -> property.getName().toString());
    }
}
