package dev.tokenvending.settings;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings under our own prefixes that no room has read. */
record UnknownSettings(ConfigurableEnvironment environment, Set<ConfigurationPropertyName> bound) {

    private static final List<ConfigurationPropertyName> OURS =
            List.of(ConfigurationPropertyName.of("talkdesk"), ConfigurationPropertyName.of("token-vending"));

    SortedSet<String> names() {
        Set<String> known = bound.stream().map(UnknownSettings::withoutIndexes).collect(Collectors.toUnmodifiableSet());
        SortedSet<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            // An environment variable's name cannot be told back into one property name.
            if (source instanceof SystemEnvironmentPropertySource
                    || ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                continue;
            }
            for (var candidate : ConfigurationPropertySources.from(source)) {
                if (candidate instanceof IterableConfigurationPropertySource settings) {
                    settings.stream()
                            .filter(UnknownSettings::isOurs)
                            .filter(name -> !known.contains(withoutIndexes(name)))
                            .filter(name -> !isEmpty(settings.getConfigurationProperty(name)))
                            .forEach(name -> names.add(name.toString()));
                }
            }
        }
        return names;
    }

    private static boolean isOurs(ConfigurationPropertyName name) {
        return OURS.stream().anyMatch(prefix -> prefix.isAncestorOf(name));
    }

    /** An empty section of a YAML file: it sets nothing. */
    private static boolean isEmpty(@Nullable ConfigurationProperty property) {
        return property != null && "".equals(property.getValue());
    }

    /** A list hides a longer one of another source, whose last elements nobody reads: elements are not told apart. */
    private static String withoutIndexes(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .filter(i -> !name.isNumericIndex(i))
                .mapToObj(i -> name.getElement(i, Form.UNIFORM))
                .collect(Collectors.joining("."));
    }
}
