package dev.tokenvending.caller;

import dev.tokenvending.caller.CallersProperties.BasicProperties;
import dev.tokenvending.core.SecretDigest;
import dev.tokenvending.settings.Passwords;
import dev.tokenvending.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the callers by HTTP Basic from the settings. */
final class BasicCallersReader {

    private static final String PREFIX = "token-vending.callers.basic";
    private static final Pattern USERNAME = Pattern.compile("[^:\\p{Cntrl}]{1,256}");

    private final Settings settings;
    private final Passwords passwords = new Passwords();
    private final Map<String, SecretDigest> callers = new HashMap<>();

    private BasicCallersReader(Settings settings) {
        this.settings = settings;
    }

    /** The callers of {@code token-vending.callers.basic}, and the one the {@code DEFAULT_} variables make. */
    static BasicCallers read(Settings settings, List<BasicProperties> configured) {
        BasicCallersReader reader = new BasicCallersReader(settings);
        for (int i = 0; i < configured.size(); i++) {
            BasicProperties caller = configured.get(i);
            reader.add(PREFIX + "[" + i + "]", caller.username(), caller.password());
        }
        reader.addQuickStart();
        return new BasicCallers(reader.callers);
    }

    private void addQuickStart() {
        @Nullable String username = settings.variable("DEFAULT_USERNAME");
        if (username == null) {
            username = settings.variable("DEFAULT_USER");
        }
        @Nullable String password = settings.variable("DEFAULT_PASSWORD");
        // In the sandbox these are most likely its own, and the operator has just listed the same name.
        boolean listed = settings.isSandbox() && username != null && callers.containsKey(username);
        if ((username != null || password != null) && !listed) {
            add(PREFIX, username, password);
        }
    }

    private void add(String property, @Nullable String username, @Nullable String password) {
        if (username == null || !USERNAME.matcher(username).matches()) {
            String what =
                    username == null ? "is missing." : "is empty, too long, or holds a colon or control character.";
            settings.problem(property + ".username", what, "app-user");
        }
        Optional<String> text = settings.textOrFile(property + ".password", password);
        if (text.isEmpty()) {
            settings.problem(property + ".password", "is missing.", "the output of: openssl rand -hex 24");
        }
        if (!settings.isSandbox()) {
            text.flatMap(passwords::weakness)
                    .ifPresent(weakness ->
                            settings.problem(property + ".password", weakness, "the output of: openssl rand -hex 24"));
        }
        if (username != null && text.isPresent() && callers.put(username, SecretDigest.of(text.get())) != null) {
            settings.problem(property + ".username", "is the name of two callers.", "a name of its own");
        }
    }
}
