package dev.tokenvending.ops;

import dev.tokenvending.core.SecretDigest;
import dev.tokenvending.settings.Passwords;
import dev.tokenvending.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The one login of the operators, {@code OPS_USERNAME} and {@code OPS_PASSWORD}; while it is unset, it fits nobody. */
public final class OpsLogin {

    private final @Nullable String username;
    private final @Nullable SecretDigest password;

    private OpsLogin(@Nullable String username, @Nullable SecretDigest password) {
        this.username = username;
        this.password = password;
    }

    public static OpsLogin read(Settings settings) {
        @Nullable String username = settings.variable("OPS_USERNAME");
        @Nullable
        String password = settings.textOrFile("OPS_PASSWORD", settings.variable("OPS_PASSWORD"))
                .orElse(null);
        if (username == null && password != null) {
            settings.problem("OPS_USERNAME", "is missing beside OPS_PASSWORD.", "operator");
        }
        if (username != null && password == null) {
            settings.problem("OPS_PASSWORD", "is missing beside OPS_USERNAME.", "the output of: openssl rand -hex 24");
        }
        if (password != null && !settings.isSandbox()) {
            new Passwords()
                    .weakness(password)
                    .ifPresent(weakness ->
                            settings.problem("OPS_PASSWORD", weakness, "the output of: openssl rand -hex 24"));
        }
        return new OpsLogin(username, password == null ? null : SecretDigest.of(password));
    }

    boolean fits(String givenUsername, String givenPassword) {
        return password != null && password.matches(givenPassword) && givenUsername.equals(username);
    }
}
