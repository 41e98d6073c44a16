package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account named {@code default}, as the {@code TD_*} variables give it. */
final class QuickStart {

    private static final List<String> VARIABLES = List.of(
            "TD_ACCOUNT_NAME",
            "TD_REGION",
            "TD_TOKEN_URI",
            "TD_CLIENT_ID",
            "TD_KEY_ID",
            "TD_PRIVATE_KEY",
            "TD_KEY_ALGORITHM",
            "TD_SCOPE");

    private QuickStart() {}

    /** The account, or empty when none of the variables is set. */
    static Optional<AccountProperties> read(Settings settings) {
        if (VARIABLES.stream().allMatch(name -> settings.variable(name) == null)) {
            return Optional.empty();
        }
        @Nullable String scope = settings.variable("TD_SCOPE");
        return Optional.of(new AccountProperties(
                settings.variable("TD_ACCOUNT_NAME"),
                settings.variable("TD_REGION"),
                settings.variable("TD_TOKEN_URI"),
                null,
                settings.variable("TD_CLIENT_ID"),
                ClientAuthentication.PRIVATE_KEY_JWT,
                null,
                settings.variable("TD_KEY_ID"),
                settings.variable("TD_PRIVATE_KEY"),
                settings.variable("TD_KEY_ALGORITHM"),
                null,
                null,
                scope == null ? null : List.of(scope)));
    }
}
