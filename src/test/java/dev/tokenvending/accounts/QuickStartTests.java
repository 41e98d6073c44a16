package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickStartTests {

    private static final AccountId DEFAULT = new AccountId("default");

    @Test
    void readWhenVariablesAreSetThenTheAccountNamedDefault() {
        Settings settings = TestSettings.of(
                TestAccountSettings.variables("TD_REGION=eu", "TD_SCOPE=b a", "TD_KEY_ALGORITHM=ES256"));
        Accounts accounts = Accounts.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(accounts.ids()).containsExactly(DEFAULT);
        Account account = accounts.find(DEFAULT).orElseThrow();
        assertThat(account.tokenUrl()).isEqualTo(URI.create("https://acme.talkdeskid.eu/oauth/token"));
        assertThat(account.clientId()).isEqualTo("client");
        assertThat(account.credential().name().id()).isEqualTo("key");
        assertThat(account.scope()).hasToString("a b");
        assertThat(account.assertionLifetime()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void readWhenTokenUriVariableIsSetThenItWins() {
        Settings settings =
                TestSettings.of(TestAccountSettings.variables("TD_TOKEN_URI=https://login.example.com/token"));
        assertThat(Accounts.read(settings).find(DEFAULT))
                .map(Account::tokenUrl)
                .contains(URI.create("https://login.example.com/token"));
    }

    @Test
    void readWhenVariablesAreBlankThenNotSet() {
        Settings settings = TestSettings.of(
                TestAccountSettings.variables("TD_REGION=", "TD_TOKEN_URI= ", "TD_KEY_ALGORITHM=", "TD_SCOPE= "));
        Account account = Accounts.read(settings).find(DEFAULT).orElseThrow();
        assertThat(account.tokenUrl()).isEqualTo(URI.create("https://acme.talkdeskid.com/oauth/token"));
        assertThat(account.scope()).hasToString("visual-sessions:execute");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TD_ACCOUNT_NAME",
                "TD_REGION",
                "TD_TOKEN_URI",
                "TD_CLIENT_ID",
                "TD_KEY_ID",
                "TD_PRIVATE_KEY",
                "TD_KEY_ALGORITHM",
                "TD_SCOPE"
            })
    void readWhenAnyOneVariableIsSetThenTheRestIsMissed(String variable) {
        Settings settings = TestSettings.of(variable + "=c4nary");
        assertThat(Accounts.read(settings).ids()).isEmpty();
        assertThat(TestSettings.message(settings))
                .contains("(TD_", " is missing.")
                .doesNotContain("neither a Talkdesk account nor the sandbox", "c4nary");
    }

    @Test
    void readWhenNothingIsSetThenBothWaysForwardAreTold() {
        for (Settings settings : List.of(TestSettings.of(), TestSettings.of("TD_CLIENT_ID=", "TD_KEY_ID= "))) {
            assertThat(Accounts.read(settings).ids()).isEmpty();
            assertThat(TestSettings.problems(settings))
                    .containsExactly(
                            "talkdesk.accounts is missing: there is neither a Talkdesk account nor the sandbox.");
            assertThat(TestSettings.message(settings))
                    .contains(
                            "SPRING_PROFILES_ACTIVE=sandbox",
                            "TD_ACCOUNT_NAME, TD_CLIENT_ID, TD_KEY_ID and TD_PRIVATE_KEY");
        }
    }

    @Test
    void readWhenDefaultIsSetInBothWaysThenProblem() {
        Settings settings = TestSettings.of(
                TestAccountSettings.with(TestAccountSettings.variables(), TestAccountSettings.configured("default")));
        Accounts.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("talkdesk.accounts.default is set twice: by TD_ variables and here.");
    }

    @Test
    void readWhenVariablesStandBesideOtherAccountsThenAllOfThem() {
        Settings settings = TestSettings.of(
                TestAccountSettings.with(TestAccountSettings.variables(), TestAccountSettings.configured("acme")));
        assertThat(Accounts.read(settings).ids()).containsExactlyInAnyOrder(DEFAULT, new AccountId("acme"));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }
}
