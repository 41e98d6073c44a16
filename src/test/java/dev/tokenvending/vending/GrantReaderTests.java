package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.vending.VendingProperties.AppProperties;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class GrantReaderTests {

    private static final String PREFIX = "token-vending.apps.agents";
    private static final String USERS = PREFIX + ".grant-type=authorization_code";
    private static final String LINK = "https://app.example.com/back";
    private static final String BACK = PREFIX + ".return-to=" + LINK;
    private static final Account ACCOUNT = TestAccounts.account();

    @Test
    void readWhenNothingIsSaidThenClientCredentials() {
        Settings settings = TestSettings.of(PREFIX + ".platform=ios");
        assertThat(read(settings, false, ACCOUNT)).contains(new Grant.ClientCredentials());
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenClientCredentialsHaveALinkThenProblem() {
        assertProblem(
                PREFIX + ".return-to has no meaning with grant-type client_credentials.",
                PREFIX + ".grant-type=client_credentials",
                BACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "issuer:customers"})
    void readWhenUsersSignInThenTheLinkTheyComeBackBy(String caller) {
        Settings settings = TestSettings.of(USERS, BACK, PREFIX + ".callers[0]=" + caller);
        assertThat(read(settings, true, ACCOUNT)).contains(new Grant.AuthorizationCode(URI.create(LINK)));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNobodyCanSignInThenProblem() {
        Settings settings = TestSettings.of(USERS, BACK);
        read(settings, false, ACCOUNT);
        assertThat(TestSettings.problems(settings))
                .containsExactly("signin.redirect-uri is missing, and users of apps with grant-type"
                        + " authorization_code cannot sign in without it.");
    }

    @Test
    void readWhenATokenIsSharedThenProblem() {
        assertProblem(PREFIX + ".reuse would hand one user's token to others.", USERS, BACK, PREFIX + ".reuse=shared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "basic:anna", "api-key:ios", "issuers:x"})
    void readWhenOthersThanIssuersAreListedThenProblem(String caller) {
        assertProblem(
                PREFIX + ".callers lists others than issuers: a refresh token belongs to one user, not to a fleet.",
                USERS,
                BACK,
                PREFIX + ".callers[0]=issuer",
                PREFIX + ".callers[1]=" + caller);
    }

    @Test
    void readWhenNobodyKnowsWhereTheAccountsUsersSignInThenProblem() {
        Settings settings = TestSettings.of(USERS, BACK);
        read(settings, true, ACCOUNT.signingInAt(null));
        assertThat(TestSettings.problems(settings))
                .containsExactly("talkdesk.accounts.acme.authorization-uri is missing, and does not follow from the"
                        + " token URL.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void readWhenLinkIsBlankThenProblem(String link) {
        assertProblem(
                PREFIX + ".return-to is missing: where do users go who have signed in?",
                USERS,
                PREFIX + ".return-to=" + link);
    }

    @Test
    void readWhenThereIsNoLinkThenProblem() {
        assertProblem(PREFIX + ".return-to is missing: where do users go who have signed in?", USERS);
    }

    @Test
    void readWhenLinkIsNotHttpsThenProblem() {
        assertProblem(
                PREFIX + ".return-to must be https (http only on a loopback host).",
                USERS,
                PREFIX + ".return-to=http://app.example.com/back");
        assertProblem(PREFIX + ".return-to must be https.", USERS, PREFIX + ".return-to=http://localhost:8080/back");
        assertProblem(
                PREFIX + ".return-to is not an absolute URL with a host.",
                USERS,
                PREFIX + ".return-to=com.example.app:/back");
        assertProblem(
                PREFIX + ".return-to must hold neither credentials nor a fragment.",
                USERS,
                PREFIX + ".return-to=" + LINK + "#x");
    }

    @Test
    void readWhenInTheSandboxThenPlainHttpOnThisMachineWillDo() {
        MockEnvironment environment = TestSettings.environment(USERS, PREFIX + ".return-to=http://localhost:8080/back");
        environment.setActiveProfiles("sandbox");
        Settings settings = new Settings(environment);
        assertThat(read(settings, true, ACCOUNT))
                .contains(new Grant.AuthorizationCode(URI.create("http://localhost:8080/back")));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenSeveralThingsAreWrongThenAllAreTold() {
        Settings settings = TestSettings.of(USERS, PREFIX + ".reuse=shared", PREFIX + ".callers[0]=basic");
        assertThat(read(settings, false, ACCOUNT.signingInAt(null))).isEmpty();
        assertThat(TestSettings.problems(settings)).hasSize(5);
    }

    private static void assertProblem(String problem, String... lines) {
        Settings settings = TestSettings.of(Stream.of(lines).toArray(String[]::new));
        read(settings, true, ACCOUNT);
        assertThat(TestSettings.problems(settings)).containsExactly(problem);
    }

    private static Optional<Grant> read(Settings settings, boolean signIn, Account account) {
        AppProperties app = Objects.requireNonNull(
                settings.read(VendingProperties.class).apps().get("agents"));
        return new GrantReader(settings, signIn).read(PREFIX, app, Optional.of(account));
    }
}
