package dev.tokenvending.reload;

import dev.tokenvending.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The settings of the environment together with those of the config file, where one is named. */
record FileSettings(ConfigurableEnvironment environment) {

    private static final String CONFIG_FILE = "token-vending.config-file";
    private static final ConfigurationPropertyName ACCOUNTS = ConfigurationPropertyName.of("talkdesk.accounts");

    /** What the file holds instead of the environment. */
    private static final List<ConfigurationPropertyName> SECTIONS = Stream.concat(
                    Stream.of(ACCOUNTS),
                    Stream.of("default-app", "apps", "callers", "policies")
                            .map(name -> ConfigurationPropertyName.of("token-vending." + name)))
            .toList();

    /** As the sandbox plays Talkdesk; also the name under which it sets its account and caller. */
    private static final String SANDBOX = "sandbox";

    /** The config file, if one is named. */
    Optional<ConfigFile> file() {
        return Optional.ofNullable(environment.getProperty(CONFIG_FILE))
                .filter(location -> !location.isBlank())
                .map(location -> new ConfigFile(location.strip()));
    }

    /** The settings with the file's; without them, and with a problem, when the file cannot serve. */
    Settings read(ConfigFile.@Nullable Content content) {
        if (content == null) {
            return known(new Settings(environment));
        }
        @Nullable
        String problem = content.problem() == null ? ConfigYaml.problemWith(content.text()) : content.problem();
        try {
            if (problem == null) {
                return read(ConfigYaml.settings(content.text()));
            }
        } catch (IOException | RuntimeException e) {
            problem = "names a file that is not YAML.";
        }
        Settings settings = known(new Settings(environment));
        settings.problem(CONFIG_FILE, problem, "/etc/token-vending.yaml");
        return settings;
    }

    private Settings read(EnumerablePropertySource<?> file) {
        Settings settings = known(new Settings(with(file)));
        List<ConfigurationPropertyName> names = Stream.of(file.getPropertyNames())
                .map(name -> ConfigurationPropertyName.adapt(name, '.'))
                .toList();
        names.stream()
                .filter(name -> SECTIONS.stream().noneMatch(section -> isIn(section, name)))
                .forEach(name -> settings.problem(
                        name.toString(),
                        "does not belong into the config file.",
                        "the environment, or application.yaml"));
        SECTIONS.stream()
                .filter(this::isSetElsewhere)
                .forEach(section -> settings.problem(
                        section.toString(),
                        "is set beside the config file, which is the one place for it.",
                        "in " + CONFIG_FILE + " alone"));
        if (settings.isSandbox() && names.stream().anyMatch(name -> isIn(ACCOUNTS, name))) {
            settings.problem(
                    ACCOUNTS.toString(), "is set in the sandbox, which plays the one account.", "without the sandbox");
        }
        return settings;
    }

    private static Settings known(Settings settings) {
        settings.read(ReloadProperties.class);
        return settings;
    }

    private ConfigurableEnvironment with(PropertySource<?> file) {
        StandardEnvironment both = new StandardEnvironment();
        both.setActiveProfiles(environment.getActiveProfiles());
        MutablePropertySources sources = both.getPropertySources();
        sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
        sources.addFirst(file);
        environment.getPropertySources().stream()
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .forEach(sources::addLast);
        return both;
    }

    private static boolean isIn(ConfigurationPropertyName section, ConfigurationPropertyName name) {
        return section.equals(name) || section.isAncestorOf(name);
    }

    private boolean isSetElsewhere(ConfigurationPropertyName section) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            boolean isSet = source.getConfigurationProperty(section) != null
                    || source.containsDescendantOf(section) == ConfigurationPropertyState.PRESENT;
            boolean bySandbox = source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && underlying.getName().equals(SANDBOX);
            if (isSet && !bySandbox) {
                return true;
            }
        }
        return false;
    }
}
