package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.App;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountChoiceTests {

    private static final Set<String> CALLERS = Set.of("basic:anna", "issuer:customers", "issuer:partners");
    private static final String APP = "token-vending.apps.ios.";
    private static final String[] GOOD = {
        "appconnect.app-ids=app-1", APP + "account-claim=tenant", APP + "account-issuers=customers"
    };

    @Test
    void readWhenClaimAndIssuerAreSetThenTheCallersAccountByItsId() {
        App app = app(GOOD);
        assertThat(app.account())
                .isEqualTo(new AccountChoice.OfCaller("tenant", Set.of("customers"), AccountMatch.ID, "app-1"));
        assertThat(app.scope()).hasToString("visual-sessions:execute");
    }

    @Test
    void readWhenEverythingIsSetThenAsSet() {
        App app = app(
                "appconnect.app-ids=app-1,app-2",
                "appconnect.scope=a,b",
                APP + "appconnect-app=app-2",
                APP + "account-claim=tenant",
                APP + "account-issuers=customers,partners",
                APP + "account-claim-matches=name",
                APP + "scope=b");
        assertThat(app.account())
                .isEqualTo(new AccountChoice.OfCaller(
                        "tenant", Set.of("customers", "partners"), AccountMatch.NAME, "app-2"));
        assertThat(app.scope()).hasToString("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account=acme | account is set, and account-claim too.",
                "account-claim= | account-claim is missing.",
                "account-issuers= | account-issuers is missing: whose word says which account a caller belongs to?",
                "account-issuers=nobody | account-issuers names no issuer under token-vending.callers.issuers: nobody.",
                "account-issuers=anna | account-issuers names no issuer under token-vending.callers.issuers: anna.",
                "appconnect-app=app-9 | appconnect-app is none of appconnect.app-ids.",
                "scope=c4nary | scope is wider than appconnect.scope."
            })
    void readWhenSettingIsWrongThenProblem(String setting, String problem) {
        Settings settings = TestSettings.of(TestAccountSettings.with(
                TestAccountSettings.with(TestAccountSettings.configured("acme"), GOOD), APP + setting));
        read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(APP + problem);
    }

    @Test
    void readWhenSeveralAppsAndNoneIsNamedThenProblem() {
        Settings settings = TestSettings.of(TestAccountSettings.with(GOOD, "appconnect.app-ids=app-1,app-2"));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly(APP + "appconnect-app is missing, and there are several.");
    }

    @Test
    void readWhenAppConnectIsOffThenProblem() {
        Settings settings = TestSettings.of(TestAccountSettings.with(
                TestAccountSettings.configured("acme"), Stream.of(GOOD).skip(1).toArray(String[]::new)));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("appconnect.app-ids is missing, and without it nobody can install the app that"
                        + " account-claim is about.");
    }

    @Test
    void readWhenThereAreNeitherAccountsNorAppsThenProblem() {
        Settings settings = TestSettings.of("appconnect.app-ids=app-1");
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly(
                        "token-vending.apps is missing: without an account of its own, an app must say by which"
                                + " claim its callers' are found.");
    }

    @Test
    void readWhenAppIdIsNoneThenProblem() {
        Settings settings = TestSettings.of(TestAccountSettings.with(GOOD, "appconnect.app-ids=a b"));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("appconnect.app-ids holds something that is no id of an app on AppConnect.");
    }

    private static App app(String... set) {
        Settings settings = TestSettings.of(set);
        Apps apps = read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return apps.find("ios").orElseThrow();
    }

    private static Apps read(Settings settings) {
        AppReader reader = new AppReader(settings, Accounts.read(settings), Set.of(), CALLERS, false);
        return Apps.read(settings, settings.read(VendingProperties.class), reader);
    }
}
