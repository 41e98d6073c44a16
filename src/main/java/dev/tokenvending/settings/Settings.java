package dev.tokenvending.settings;

import dev.tokenvending.core.Fingerprint;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * What the operator has set, read room by room. A room binds its properties here, checks them and reports what is wrong;
 * nothing is thrown before {@link #refuseProblems()}, so that the operator learns of all mistakes at once.
 */
public final class Settings {

    private final ConfigurableEnvironment environment;
    private final Map<String, SettingProblem> problems = new LinkedHashMap<>();
    private final CollectingBindHandler bindings = new CollectingBindHandler(this);
    private final Set<String> variables = new HashSet<>();
    private final Map<SettingFile, Fingerprint> files = new LinkedHashMap<>();

    public Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Binds a properties record by its {@link ConfigurationProperties} prefix; a value that does not fit is a problem. */
    public <T> T read(Class<T> properties) {
        ConfigurationProperties annotation = AnnotationUtils.findAnnotation(properties, ConfigurationProperties.class);
        if (annotation == null) {
            throw new IllegalArgumentException(properties + " has no @ConfigurationProperties");
        }
        return binder().bindOrCreate(annotation.prefix(), Bindable.of(properties), bindings);
    }

    /** Whether a setting of several parts is there without any: in YAML its name alone, {@code []} or <code>{}</code>. */
    public boolean isEmpty(String property) {
        return binder().bind(property, Bindable.of(String.class))
                .map(String::isEmpty)
                .orElse(false);
    }

    /** The value of an environment variable by its exact name, as it is written; blank counts as not set. */
    public @Nullable String variable(String name) {
        variables.add(name);
        String value = new Variables(environment).get(name);
        return value == null ? null : value.strip();
    }

    /**
     * The text of a setting that may be given directly or as {@code file:/path}. Absent when the value is, or when its
     * file cannot be read, which is then a problem.
     */
    public Optional<String> textOrFile(String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (!SettingFile.isNamedBy(value)) {
            return Optional.of(value);
        }
        SettingFile file = new SettingFile(value);
        try {
            String text = file.read();
            files.put(file, Fingerprint.of(text));
            return Optional.of(text);
        } catch (SettingFile.UnreadableException e) {
            files.put(file, e.fingerprint());
            problem(
                    property,
                    e.getMessage() + ".",
                    "file:/run/secrets/" + property.substring(property.lastIndexOf('.') + 1));
            return Optional.empty();
        }
    }

    /** The files that hold settings, and what stood in each when it was read. */
    public Map<SettingFile, Fingerprint> files() {
        return Map.copyOf(files);
    }

    /** Strict: Spring's own takes a placeholder it cannot resolve for the value, and a missing password is guessable. */
    private Binder binder() {
        var placeholders = new PropertyPlaceholderHelper("${", "}", ":", '\\', false);
        return new Binder(
                ConfigurationPropertySources.get(environment),
                new PropertySourcesPlaceholdersResolver(environment.getPropertySources(), placeholders));
    }

    /** Notes what is wrong with a setting; only the first problem of each is kept. */
    public void problem(String property, @Nullable String what, String example) {
        problems.putIfAbsent(property, new SettingProblem(property, String.valueOf(what), example, false));
    }

    /** Notes what is wrong with a setting unless there is a bean of the right name; beans are not known at first. */
    public void problemWithoutBean(String property, String what, String example) {
        problems.putIfAbsent(property, new SettingProblem(property, what, example, true));
    }

    /** Whether anything is wrong with the given setting or one below it. */
    public boolean hasProblemsUnder(String property) {
        return problems.keySet().stream()
                .anyMatch(problem -> problem.equals(property)
                        || problem.startsWith(property + ".")
                        || problem.startsWith(property + "["));
    }

    /** Whether the sandbox plays Talkdesk, so that well-known credentials are in place. */
    public boolean isSandbox() {
        return environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    /** All that is wrong, settings nobody has read included: a misspelt rule must not be a rule that is not there. */
    public List<SettingProblem> problems() {
        new UnknownSettings(environment, bindings.bound(), variables)
                .names()
                .forEach(name -> problem(name, "is no setting of this version.", "remove it, or correct its spelling"));
        return List.copyOf(problems.values());
    }

    /**
     * Ends the start-up if anything is wrong.
     *
     * @throws SettingsException with all problems
     */
    public void refuseProblems() {
        List<SettingProblem> all = problems();
        if (!all.isEmpty()) {
            throw new SettingsException(all);
        }
    }

    /**
     * Whether all is well; not so when a bean would have to help, and it is not known yet which there are.
     *
     * @throws SettingsException with all problems, if there are any that no bean can solve
     */
    public boolean areGoodWithoutBeans() {
        if (!problems.isEmpty() && problems.values().stream().allMatch(SettingProblem::solvableByBean)) {
            return false;
        }
        refuseProblems();
        return true;
    }
}
