package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Platform;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.reuse.HeldTokens;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.talkdesk.TalkdeskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of two sets of a customer's credentials {@link TokenVendor} uses. A mock stands for Talkdesk ID. */
class PreviousCredentialsTests {

    private static final Scope SCOPE = Scope.parse("a").orElseThrow();
    private static final UpstreamFailure UNKNOWN_CLIENT = rejected("invalid_client");

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(20), new TestTicker());
    private final AccessToken token = new AccessToken("abc", SCOPE, deadline);
    private final TestCustomer customer = new TestCustomer();
    private final TalkdeskId talkdeskId = mock();
    private final HeldTokens held = mock();
    private final TokenVendor vendor = new TokenVendor(
            new AccountFinder(customer.installed.accounts),
            held,
            talkdeskId,
            null,
            new DecisionMeters(new SimpleMeterRegistry()));

    @AfterEach
    void close() {
        customer.close();
    }

    @Test
    void vendWhenCurrentAreUnknownThenByThePrevious() {
        customer.rotate();
        given(talkdeskId.fetch(current(), SCOPE, deadline))
                .willReturn(new TimedExchange(UNKNOWN_CLIENT, Spent.NOTHING));
        given(talkdeskId.fetch(previous(), SCOPE, deadline))
                .willReturn(new TimedExchange(new Exchange.Issued(token), Spent.NOTHING));
        assertThat(vend()).isEqualTo(new Outcome.Vended(token, false));
    }

    @Test
    void vendWhenCurrentServeThenThePreviousAreNotUsed() {
        customer.rotate();
        given(talkdeskId.fetch(current(), SCOPE, deadline))
                .willReturn(new TimedExchange(new Exchange.Issued(token), Spent.NOTHING));
        assertThat(vend()).isEqualTo(new Outcome.Vended(token, false));
        verifyNotAsked(previous());
    }

    static Stream<UpstreamFailure> otherFailures() {
        return Stream.of(
                rejected(null),
                rejected("invalid_grant"),
                rejected("unauthorized_client"),
                rejected("invalid_scope"),
                rejected("INVALID_CLIENT"),
                new UpstreamFailure.Unavailable(upstream("invalid_client"), Duration.ofSeconds(5)),
                new UpstreamFailure.TimedOut(Upstream.silent("timeout")));
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    void vendWhenCurrentFailOtherwiseThenThePreviousAreNotUsed(UpstreamFailure failure) {
        customer.rotate();
        given(talkdeskId.fetch(current(), SCOPE, deadline)).willReturn(new TimedExchange(failure, Spent.NOTHING));
        assertThat(vend()).isSameAs(failure);
        verifyNotAsked(previous());
    }

    @Test
    void vendWhenNeitherServesThenThatIsTheOutcome() {
        customer.rotate();
        UpstreamFailure last = rejected("invalid_client");
        given(talkdeskId.fetch(current(), SCOPE, deadline))
                .willReturn(new TimedExchange(UNKNOWN_CLIENT, Spent.NOTHING));
        given(talkdeskId.fetch(previous(), SCOPE, deadline)).willReturn(new TimedExchange(last, Spent.NOTHING));
        assertThat(vend()).isSameAs(last);
        verify(talkdeskId, times(2)).fetch(any(), any(), any());
    }

    @Test
    void vendWhenThereAreNoPreviousThenOnceOnly() {
        given(talkdeskId.fetch(current(), SCOPE, deadline))
                .willReturn(new TimedExchange(UNKNOWN_CLIENT, Spent.NOTHING));
        assertThat(vend()).isSameAs(UNKNOWN_CLIENT);
        verify(talkdeskId).fetch(any(), any(), any());
    }

    @Test
    void vendWhenNotInstalledThenTalkdeskAndHeldTokensAreNotAsked() {
        PolicyInput asked = input("somebody-elses", Reuse.SHARED);
        assertThat(vendor.vend(vending(), asked, Duration.ZERO, deadline).outcome())
                .isEqualTo(new Outcome.Denied("not_installed"));
        verifyNoInteractions(talkdeskId, held);
    }

    private void verifyNotAsked(Account account) {
        verify(talkdeskId, never()).fetch(eq(account), any(), any());
    }

    private Account current() {
        return customer.account().current();
    }

    private Account previous() {
        return Objects.requireNonNull(customer.account().other());
    }

    private Outcome vend() {
        return vendor.vend(vending(), input(TestCustomer.ACCOUNT, Reuse.NEVER), Duration.ZERO, deadline)
                .outcome();
    }

    private static PolicyInput input(String tenant, Reuse reuse) {
        App app = new App(
                new AppId("mobile"),
                new AccountChoice.OfCaller("tenant", Set.of("customers"), AccountMatch.ID, TestCustomer.APP),
                SCOPE,
                Set.of(),
                Platform.IOS,
                "com.example.app",
                ResponseFormat.JSON,
                Set.of(),
                List.of(),
                new Grant.ClientCredentials(),
                reuse,
                App.DEFAULT_MIN_TTL);
        return TestInput.builder().claims(Map.of("tenant", tenant)).app(app).build();
    }

    private static Vending vending() {
        Settings settings = TestSettings.of(TestAccountSettings.configured("acme"));
        Policies policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return Vending.read(settings, Accounts.read(settings), policies, Set.of(), false);
    }

    private static UpstreamFailure rejected(@Nullable String error) {
        return new UpstreamFailure.Rejected(upstream(error));
    }

    private static Upstream upstream(@Nullable String error) {
        return new Upstream("http_401", 401, error, null, null);
    }
}
