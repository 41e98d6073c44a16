package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingProblemTests {

    @ParameterizedTest
    @CsvSource({
        "talkdesk.accounts.default.account-name, TD_ACCOUNT_NAME",
        "talkdesk.accounts.default.region, TD_REGION",
        "talkdesk.accounts.default.token-uri, TD_TOKEN_URI",
        "talkdesk.accounts.default.client-id, TD_CLIENT_ID",
        "talkdesk.accounts.default.key-id, TD_KEY_ID",
        "talkdesk.accounts.default.private-key, TD_PRIVATE_KEY",
        "talkdesk.accounts.default.algorithm, TD_KEY_ALGORITHM",
        "talkdesk.accounts.default.scope, TD_SCOPE",
        "token-vending.callers.basic, DEFAULT_USERNAME and DEFAULT_PASSWORD",
        "token-vending.callers.basic.username, DEFAULT_USERNAME",
        "token-vending.callers.basic.password, DEFAULT_PASSWORD",
        "server.port, PORT"
    })
    void settingWhenItHasAVariableThenBothAreNamed(String property, String variable) {
        assertThat(new SettingProblem(property, "is wrong.", "x", false).setting())
                .isEqualTo(property + " (" + variable + ")");
    }

    @ParameterizedTest
    @CsvSource({"talkdesk.accounts.acme.client-id", "token-vending.callers.basic[0].password", "OPS_PASSWORD"})
    void settingWhenItHasNoVariableOrIsOneThenItAlone(String property) {
        assertThat(new SettingProblem(property, "is wrong.", "x", false).setting())
                .isEqualTo(property);
    }
}
