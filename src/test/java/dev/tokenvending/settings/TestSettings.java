package dev.tokenvending.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.mock.env.MockEnvironment;

/** Settings to test with, and what they are told to be wrong with. */
public final class TestSettings {

    private static final Pattern NUMBERED = Pattern.compile("  \\d+\\. .*");

    private TestSettings() {}

    /** Settings as {@code name=value}. */
    public static Settings of(String... settings) {
        return new Settings(environment(settings));
    }

    public static MockEnvironment environment(String... settings) {
        MockEnvironment environment = new MockEnvironment();
        for (String setting : settings) {
            int sign = setting.indexOf('=');
            environment.setProperty(setting.substring(0, sign), setting.substring(sign + 1));
        }
        return environment;
    }

    /** All the operator would read if the service were started now; empty when it would start. */
    public static String message(Settings settings) {
        try {
            settings.refuseProblems();
            return "";
        } catch (SettingsException e) {
            return e.analysis().getDescription() + "\n" + e.analysis().getAction();
        }
    }

    /** The problems noted so far, each as its setting and what is wrong with it. */
    public static List<String> problems(Settings settings) {
        return message(settings)
                .lines()
                .filter(NUMBERED.asMatchPredicate())
                .map(line -> line.substring(line.indexOf(". ") + 2))
                .toList();
    }
}
