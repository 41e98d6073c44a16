package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Platform;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppsTests {

    private static final AppId IOS = new AppId("ios");
    private static final String[] ACME = account("acme");
    private static final String[] TWO_ACCOUNTS = TestAccountSettings.with(ACME, account("other"));
    private static final Set<String> POLICIES = Set.of("daytime", "fair-use");
    private static final Set<String> CALLERS = Set.of("basic:anna", "api-key:ios-app", "issuer:customers");
    private static final String APP = "token-vending.apps.ios.";

    @ParameterizedTest
    @ValueSource(strings = {"default", "acme"})
    void findWhenNoAppsAreConfiguredThenEveryNameIsTheQuickStartApp(String account) {
        Apps apps = good(account(account));
        App quickStart = apps.findDefault().orElseThrow();
        assertThat(quickStart.account()).isEqualTo(new AccountChoice.Configured(new AccountId(account)));
        assertThat(quickStart.scope()).hasToString("a b");
        assertThat(quickStart.platform()).isEqualTo(Platform.OTHER);
        assertThat(quickStart.bundleId()).isNull();
        assertThat(quickStart.responseFormat()).isEqualTo(ResponseFormat.JSON);
        assertThat(quickStart.admits(Caller.basic("anybody"))).isTrue();
        assertThat(apps.find("example-app-ios")).contains(quickStart);
        assertThat(apps.find("x")).contains(quickStart);
        assertThat(apps.find("No App")).isEmpty();
    }

    @Test
    void findWhenNoAppsAreConfiguredAndSeveralAccountsThenTheOneNamedDefault() {
        Apps apps = good(TestAccountSettings.with(ACME, account("default")));
        assertThat(apps.findDefault())
                .map(App::account)
                .contains(new AccountChoice.Configured(new AccountId("default")));
    }

    @Test
    void readWhenNoAppsAreConfiguredAndSeveralAccountsWithoutDefaultThenProblem() {
        Settings settings = TestSettings.of(TWO_ACCOUNTS);
        assertThat(read(settings).find(IOS.value())).isEmpty();
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.apps is missing: with several accounts each app must name its own.");
        assertThat(TestSettings.message(settings)).contains("acme or other");
    }

    @Test
    void readWhenAppsAreEmptyThenProblem() {
        Settings settings = TestSettings.of(TestAccountSettings.with(ACME, "token-vending.apps="));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.apps is empty; leave it out to serve every name without policies.");
    }

    /** Incident: a list that is missing lets everybody in, and here it would take the policies with it. */
    @Test
    void readWhenThereArePoliciesAndNoAppThenProblem() {
        Settings settings = TestSettings.of(ACME);
        read(settings, POLICIES);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.apps is missing: policies are asked for the apps that list them, and"
                        + " without apps nobody is refused.");
    }

    @Test
    void findWhenAppsAreConfiguredThenOnlyThose() {
        Apps apps = good(TestAccountSettings.with(ACME, APP + "platform=ios"));
        assertThat(apps.find(IOS.value())).map(App::id).contains(IOS);
        assertThat(apps.find("android")).isEmpty();
        assertThat(apps.findDefault()).isEmpty();
    }

    @Test
    void findDefaultWhenOneIsNamedThenThat() {
        Apps apps = good(TestAccountSettings.with(
                ACME,
                APP + "platform=ios",
                "token-vending.apps.android.platform=android",
                "token-vending.default-app=android"));
        assertThat(apps.findDefault()).map(App::platform).contains(Platform.ANDROID);
    }

    @Test
    void findDefaultWhenNoneIsNamedThenTheOneOfThatName() {
        Apps apps =
                good(TestAccountSettings.with(ACME, "token-vending.apps.default.platform=web", APP + "platform=ios"));
        assertThat(apps.findDefault()).map(App::platform).contains(Platform.WEB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"andorid", "", "IOS", "a/b"})
    void readWhenDefaultAppIsUnknownThenProblemWithTheKnownOnes(String name) {
        Settings settings = TestSettings.of(
                TestAccountSettings.with(ACME, APP + "platform=ios", "token-vending.default-app=" + name));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.default-app names no app under token-vending.apps.");
        assertThat(TestSettings.message(settings)).contains("Example: ios");
    }

    @Test
    void readWhenAppIsCompleteThenTaken() {
        App app = app(TestAccountSettings.with(
                TWO_ACCOUNTS,
                APP + "account=other",
                APP + "platform=android",
                APP + "bundle-id=com.example.app",
                APP + "scope=b",
                APP + "callers=basic:anna,issuer",
                APP + "response-format=text",
                APP + "reuse=shared",
                APP + "min-ttl=90s"));
        assertThat(app.reuse()).isEqualTo(Reuse.SHARED);
        assertThat(app.minTtl()).hasSeconds(90);
        assertThat(app.account()).isEqualTo(new AccountChoice.Configured(new AccountId("other")));
        assertThat(app.platform()).isEqualTo(Platform.ANDROID);
        assertThat(app.bundleId()).isEqualTo("com.example.app");
        assertThat(app.scope()).hasToString("b");
        assertThat(app.responseFormat()).isEqualTo(ResponseFormat.TEXT);
        assertThat(app.admits(Caller.basic("anna"))).isTrue();
        assertThat(app.admits(Caller.basic("bert"))).isFalse();
        assertThat(app.admits(new Caller(CallerKind.ISSUER, "customers", "bert")))
                .isTrue();
    }

    @Test
    void readWhenAppIsBareThenDefaultsOfTheOnlyAccount() {
        App app = app(TestAccountSettings.with(ACME, APP + "reuse=per-user"));
        assertThat(app.account()).isEqualTo(new AccountChoice.Configured(new AccountId("acme")));
        assertThat(app.scope()).hasToString("a b");
        assertThat(app.platform()).isEqualTo(Platform.OTHER);
        assertThat(app.bundleId()).isNull();
        assertThat(app.responseFormat()).isEqualTo(ResponseFormat.JSON);
        assertThat(app.callers()).isEmpty();
        assertThat(app.reuse()).isEqualTo(Reuse.PER_USER);
        assertThat(app.minTtl()).hasMinutes(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "account=nobody | account names no account under talkdesk.accounts.",
                "account= | account names no account under talkdesk.accounts.",
                "account=ACME | account names no account under talkdesk.accounts.",
                "scope=c | scope is wider than that of account acme.",
                "scope=a,b,c | scope is wider than that of account acme.",
                "scope=A | scope is wider than that of account acme.",
                "scope= | scope is no scope.",
                "`scope=\"` | scope is no scope.",
                "callers= | callers is empty; leave it out to admit every known caller.",
                "callers=everybody | callers names a kind of caller that does not exist.",
                "callers=basic,token | callers names a kind of caller that does not exist.",
                "callers=Basic | callers names a kind of caller that does not exist.",
                "callers=basic: | callers names a kind of caller that does not exist.",
                "`callers=basic: anna` | callers names a kind of caller that does not exist.",
                "callers=basics | callers names a kind of caller that does not exist.",
                "callers=xbasic:anna | callers names a kind of caller that does not exist.",
                "callers=* | callers names a kind of caller that does not exist.",
                "callers=apikey | callers names a kind of caller that does not exist.",
                "platform=windows | platform is none of its values.",
                "response-format=xml | response-format is none of its values.",
                "reuse=always | reuse is none of its values.",
                "min-ttl=-1s | min-ttl must lie between 0 seconds and a day.",
                "min-ttl=25h | min-ttl must lie between 0 seconds and a day.",
                "callers=basic:typo | callers names a caller that does not exist: basic:typo.",
                "callers=issuer:anna | callers names a caller that does not exist: issuer:anna.",
                "policies=daytime,typo | policies names a policy that is neither under token-vending.policies nor a"
                        + " bean: typo.",
                "policies=daytime,daytime | policies names a policy twice.",
                "policies= | policies is empty; leave it out to grant every admitted caller a token."
            })
    void readWhenSettingIsWrongThenItsProblemAlone(String setting, String problem) {
        Settings settings = TestSettings.of(TestAccountSettings.with(ACME, APP + setting));
        read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(APP + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "https://app.example.com/", "https://a.example.com,http://b.example.com"})
    void readWhenAnOriginIsNoneThenProblem(String origins) {
        Settings settings = TestSettings.of(TestAccountSettings.with(ACME, APP + "allowed-origins=" + origins));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .startsWith(APP + "allowed-origins holds something that is no web origin");
        assertThat(TestSettings.message(settings)).contains("Example: https://app.example.com");
    }

    @Test
    void readWhenOriginsAreListedThenTaken() {
        App app = app(
                TestAccountSettings.with(ACME, APP + "allowed-origins=https://app.example.com,http://localhost:5173"));
        assertThat(app.allowedOrigins()).containsExactlyInAnyOrder("https://app.example.com", "http://localhost:5173");
        assertThat(app(TestAccountSettings.with(ACME, APP + "platform=web")).allowedOrigins())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "api-key", "issuer", "basic:anna", "api-key:ios-app", "issuer:customers"})
    void readWhenCallersAreOfAKindThenNoProblem(String caller) {
        assertThat(app(TestAccountSettings.with(ACME, APP + "callers[0]=" + caller))
                        .callers())
                .containsExactly(caller);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example", "example_app", "[a.b]", "[a/b]"})
    void readWhenAppIdIsNoneThenProblem(String name) {
        String property = "token-vending.apps" + (name.startsWith("[") ? name : "." + name);
        Settings settings = TestSettings.of(TestAccountSettings.with(ACME, property + ".platform=ios"));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .startsWith("token-vending.apps.")
                .endsWith(" is no app id: lower-case letters, digits, hyphens.");
    }

    @Test
    void readWhenSeveralAccountsAndNoneIsNamedThenProblem() {
        Settings settings = TestSettings.of(TestAccountSettings.with(TWO_ACCOUNTS, APP + "platform=ios"));
        read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(APP + "account is missing, and there are several.");
        assertThat(TestSettings.message(settings)).contains("Example: acme or other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform=ios", "account=acme"})
    void readWhenTheAccountItselfIsWrongThenOnlyThatIsTold(String setting) {
        Settings settings =
                TestSettings.of(TestAccountSettings.with(ACME, "talkdesk.accounts.acme.region=mars", APP + setting));
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("talkdesk.accounts.acme.region is not a known region.");
    }

    @Test
    void readWhenThereIsNoAccountAtAllThenOnlyThatIsTold() {
        Settings settings = TestSettings.of(APP + "platform=ios");
        read(settings);
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .startsWith("talkdesk.accounts is missing");
    }

    @Test
    void readWhenEverythingIsWrongThenEverythingIsTold() {
        Settings settings = TestSettings.of(TestAccountSettings.with(
                ACME,
                APP + "account=nobody",
                APP + "callers=x",
                "token-vending.apps.android.scope=c",
                "token-vending.apps.Web.platform=x",
                "token-vending.default-app=x"));
        read(settings);
        assertThat(TestSettings.problems(settings)).hasSize(6);
    }

    private static String[] account(String name) {
        return TestAccountSettings.with(
                TestAccountSettings.configured(name), "talkdesk.accounts." + name + ".scope=a,b");
    }

    private static App app(String... settings) {
        return good(settings).find(IOS.value()).orElseThrow();
    }

    private static Apps good(String... set) {
        Settings settings = TestSettings.of(set);
        Apps apps = read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return apps;
    }

    private static Apps read(Settings settings) {
        return read(settings, settings.read(VendingProperties.class).apps().isEmpty() ? Set.of() : POLICIES);
    }

    private static Apps read(Settings settings, Set<String> policies) {
        AppReader reader = new AppReader(settings, Accounts.read(settings), policies, CALLERS, false);
        return Apps.read(settings, settings.read(VendingProperties.class), reader);
    }
}
