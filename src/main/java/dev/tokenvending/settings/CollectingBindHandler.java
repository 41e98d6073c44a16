package dev.tokenvending.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.util.PlaceholderResolutionException;

/** Turns values that do not fit into problems and goes on, and remembers which settings were read. */
class CollectingBindHandler extends AbstractBindHandler {

    private final Settings settings;
    private final Set<ConfigurationPropertyName> bound = new HashSet<>();

    CollectingBindHandler(Settings settings) {
        this.settings = settings;
    }

    Set<ConfigurationPropertyName> bound() {
        return bound;
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        remember(context);
        if (result instanceof Map<?, ?>) {
            refuseNamesReadAsOne(name, context);
        }
        return super.onSuccess(name, target, context, result);
    }

    /**
     * Binding passes over hyphens and case: of {@code my-app} and {@code myapp} beside each other, one would get the
     * settings of the other.
     */
    private void refuseNamesReadAsOne(ConfigurationPropertyName map, BindContext context) {
        int depth = map.getNumberOfElements();
        for (ConfigurationPropertySource source : context.getSources()) {
            if (source instanceof IterableConfigurationPropertySource names) {
                Map<ConfigurationPropertyName, String> spellings = new HashMap<>();
                names.stream().filter(map::isAncestorOf).forEach(name -> {
                    String spelling = name.getElement(depth, Form.ORIGINAL);
                    if (!spelling.equals(spellings.getOrDefault(name.chop(depth + 1), spelling))) {
                        settings.problem(
                                map + "." + spelling,
                                "is read as the same name as another, but for hyphens or upper case.",
                                "a name of its own");
                    }
                    spellings.putIfAbsent(name.chop(depth + 1), spelling);
                });
            }
        }
    }

    /** Never passes on the exception's message: it holds the value, which may be a secret. */
    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        remember(context);
        bound.add(name);
        if (error instanceof PlaceholderResolutionException) {
            settings.problem(name.toString(), "names a variable that is not set.", "${NAME} with NAME set");
        }
        Class<?> type = target.getType().resolve(Object.class);
        // What is returned only keeps the binding going, so that the settings beside this one are looked at too.
        if (type == Duration.class) {
            settings.problem(name.toString(), "is not a duration.", "20s");
            return Duration.ZERO;
        }
        if (type.isEnum()) {
            String values = Arrays.stream(type.getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
            settings.problem(name.toString(), "is none of its values.", values);
            return type.getEnumConstants()[0];
        }
        if (Number.class.isAssignableFrom(type)) {
            settings.problem(name.toString(), "is not a number.", "8080");
            return null;
        }
        settings.problem(name.toString(), "does not have the expected form.", "see the settings in README.md");
        return null;
    }

    private void remember(BindContext context) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property != null) {
            bound.add(property.getName());
        }
    }
}
