package dev.tokenvending.caller;

import dev.tokenvending.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that operators give to API keys and issuers. */
final class CallerNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private CallerNames() {}

    /** The name, or empty when it is none, which is then a problem. */
    static Optional<String> read(Settings settings, String property, @Nullable String name, String example) {
        if (name != null && NAME.matcher(name).matches()) {
            return Optional.of(name);
        }
        String what = name == null ? "is missing." : "must be 1 to 64 letters, digits, hyphens, dots and underscores.";
        settings.problem(property, what, example);
        return Optional.empty();
    }
}
