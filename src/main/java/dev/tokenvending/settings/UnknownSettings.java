package dev.tokenvending.settings;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings under our own prefixes that no room has read.
 *
 * @param bound the properties that were read
 * @param variables the environment variables that were read by their own names
 */
record UnknownSettings(
        ConfigurableEnvironment environment, Set<ConfigurationPropertyName> bound, Set<String> variables) {

    private static final List<ConfigurationPropertyName> OURS = Stream.of("talkdesk", "token-vending", "appconnect")
            .map(ConfigurationPropertyName::of)
            .toList();

    /** As environment variables are named; {@code TALKDESK_} alone may well be somebody else's. */
    private static final Pattern OUR_VARIABLE =
            Pattern.compile("(?i)(?:talkdesk[._](?:accounts|regions)|token[._-]?vending|appconnect)[._].*");

    /** What Kubernetes tells every pod about a service, which may well be named like this one. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(?:_.*)?|.*_PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_.*)?)?");

    NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource unresolved) {
                unknownVariables(unresolved).forEach(names::add);
            } else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                unknownProperties(source).forEach(names::add);
            }
        }
        return names;
    }

    private Stream<String> unknownProperties(PropertySource<?> source) {
        Set<String> known = bound.stream().map(UnknownSettings::withoutIndexes).collect(Collectors.toUnmodifiableSet());
        return StreamSupport.stream(ConfigurationPropertySources.from(source).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(settings -> settings.stream()
                        .filter(UnknownSettings::isOurs)
                        .filter(name -> !known.contains(withoutIndexes(name)))
                        .filter(name -> !isEmpty(settings.getConfigurationProperty(name))))
                .map(ConfigurationPropertyName::toString);
    }

    /** A variable's name has lost its dots and hyphens, so it is compared without them. */
    private Stream<String> unknownVariables(SystemEnvironmentPropertySource source) {
        Set<String> known = bound.stream()
                .map(UnknownSettings::withoutIndexes)
                .map(UnknownSettings::lettersOf)
                .collect(Collectors.toUnmodifiableSet());
        boolean dotenv = source.getName().equals(DotenvFile.SOURCE);
        return Stream.of(source.getPropertyNames())
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .filter(name -> OUR_VARIABLE.matcher(name).matches()
                        ? !known.contains(lettersOf(name.replaceAll("_\\d+(?=_|$)", "")))
                        : dotenv && name.startsWith("TD_") && !variables.contains(name));
    }

    private static String lettersOf(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
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
