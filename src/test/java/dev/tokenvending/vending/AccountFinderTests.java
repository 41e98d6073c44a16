package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccountFinderTests {

    private final TestCustomer customer = new TestCustomer();
    private final AccountFinder finder = new AccountFinder(customer.installed.accounts);
    private final Vending vending = vending();

    @AfterEach
    void close() {
        customer.close();
    }

    @Test
    void findWhenIssuerNamesTheAccountThenThatOne() {
        assertThat(find(AccountMatch.ID, issued("customers", TestCustomer.ACCOUNT)))
                .isEqualTo(new ChosenAccount.Installed(customer.account()));
        assertThat(find(AccountMatch.NAME, issued("customers", TestCustomer.NAME)))
                .isEqualTo(new ChosenAccount.Installed(customer.account()));
    }

    @Test
    void findWhenClaimIsOfTheOtherKindThenDenied() {
        assertDenied("not_installed", AccountMatch.NAME, issued("customers", TestCustomer.ACCOUNT));
        assertDenied("not_installed", AccountMatch.ID, issued("customers", TestCustomer.NAME));
        assertDenied("not_installed", AccountMatch.ID, issued("customers", "installed:" + TestCustomer.ACCOUNT));
        assertDenied("not_installed", AccountMatch.ID, issued("customers", "acme"));
    }

    @Test
    void findWhenAnotherIssuerSaysItThenDenied() {
        assertDenied("issuer_not_of_account", AccountMatch.ID, issued("partners", TestCustomer.ACCOUNT));
    }

    /** A list may have the name of an issuer. */
    @ParameterizedTest
    @EnumSource(value = CallerKind.class, names = "ISSUER", mode = EnumSource.Mode.EXCLUDE)
    void findWhenNoIssuerSaysItThenDenied(CallerKind kind) {
        Claims claims = new Claims(Map.of("tenant", TestCustomer.ACCOUNT));
        assertDenied("issuer_not_of_account", AccountMatch.ID, new Caller(kind, "customers", "anna", claims));
    }

    static Stream<Map<String, Object>> claims() {
        return Stream.of(
                Map.of(),
                Map.of("Tenant", TestCustomer.ACCOUNT),
                Map.of("tenant", 7),
                Map.of("tenant", List.of(TestCustomer.ACCOUNT)),
                Map.of("tenant", Map.of("id", TestCustomer.ACCOUNT)),
                Map.of("tenant", ""),
                Map.of("tenant", " " + TestCustomer.ACCOUNT),
                Map.of("tenant", TestCustomer.ACCOUNT + "\n"),
                Map.of("tenant", "a".repeat(201)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void findWhenClaimIsNoIdThenDenied(Map<String, Object> claims) {
        Caller caller = new Caller(CallerKind.ISSUER, "customers", "anna", new Claims(claims));
        assertDenied("account_claim_missing", AccountMatch.ID, caller);
        assertDenied("account_claim_missing", AccountMatch.NAME, caller);
    }

    @Test
    void findWhenTwoHaveTheNameThenDenied() {
        customer.installNamesake();
        assertDenied("ambiguous_account_name", AccountMatch.NAME, issued("customers", TestCustomer.NAME));
    }

    @Test
    void findWhenStoreCannotBeReadThenUnavailable() {
        customer.installed.close();
        assertThat(find(AccountMatch.ID, issued("customers", TestCustomer.ACCOUNT)))
                .isInstanceOfSatisfying(
                        ChosenAccount.None.class,
                        none -> assertThat(none.outcome())
                                .isInstanceOfSatisfying(
                                        UpstreamFailure.Unavailable.class,
                                        it -> assertThat(it.upstream().reason()).isEqualTo("store_unavailable")));
    }

    @Test
    void findWhenAppConnectIsOffThenDenied() {
        assertThat(new AccountFinder(null)
                        .find(vending, choice(AccountMatch.ID), issued("customers", TestCustomer.ACCOUNT)))
                .isEqualTo(new ChosenAccount.None(new Outcome.Denied("no_appconnect")));
    }

    @Test
    void findWhenAccountIsConfiguredThenThatOneWhateverTheCallerSays() {
        ChosenAccount found = finder.find(
                vending,
                new AccountChoice.Configured(new AccountId("acme")),
                issued("customers", TestCustomer.ACCOUNT));
        assertThat(found)
                .isInstanceOfSatisfying(
                        ChosenAccount.Configured.class,
                        it -> assertThat(it.account().id()).isEqualTo(new AccountId("acme")));
    }

    private ChosenAccount find(AccountMatch match, Caller caller) {
        return finder.find(vending, choice(match), caller);
    }

    private void assertDenied(String reason, AccountMatch match, Caller caller) {
        assertThat(find(match, caller)).isEqualTo(new ChosenAccount.None(new Outcome.Denied(reason)));
    }

    private static AccountChoice.OfCaller choice(AccountMatch match) {
        return new AccountChoice.OfCaller("tenant", Set.of("customers"), match, TestCustomer.APP);
    }

    private static Caller issued(String issuer, String tenant) {
        return new Caller(CallerKind.ISSUER, issuer, "anna", new Claims(Map.of("tenant", tenant)));
    }

    private static Vending vending() {
        Settings settings = TestSettings.of(TestAccountSettings.configured("acme"));
        Policies policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return Vending.read(settings, Accounts.read(settings), policies, Set.of(), false);
    }
}
