package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestApp;
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
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mock stands for Talkdesk ID, because that room lets nobody else make one. */
class TokenVendorTests {

    private static final Scope SCOPE = Scope.parse("a").orElseThrow();

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(20), new TestTicker());
    private final Accounts accounts = Accounts.read(TestSettings.of(TestAccountSettings.configured("acme")));
    private final TalkdeskId talkdeskId = mock();
    private final HeldTokens held = mock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Vending vending = vending(accounts);
    private final TokenVendor vendor =
            new TokenVendor(new AccountFinder(null), held, talkdeskId, null, new DecisionMeters(meters));

    @ParameterizedTest
    @EnumSource(CallerKind.class)
    void vendWhenCallerIsNotOfTheAppThenDeniedAndTalkdeskIsNotCalled(CallerKind kind) {
        App app = app("acme", "basic:anna", "api-key:anna", "issuer:anna");
        Caller caller = new Caller(kind, "somebody", "bert");
        assertThat(vend(caller, app)).isEqualTo(new Outcome.Denied("caller_not_of_app"));
        verifyNoInteractions(talkdeskId);
    }

    @Test
    void vendWhenAccountIsUnknownThenDeniedAndTalkdeskIsNotCalled() {
        assertThat(vend(Caller.basic("anna"), app("gone"))).isEqualTo(new Outcome.Denied("unknown_account"));
        verifyNoInteractions(talkdeskId);
    }

    @Test
    void vendWhenTalkdeskIssuesThenVendedInTheScopeOfTheApp() {
        Account account = accounts.find(new AccountId("acme")).orElseThrow();
        AccessToken token = new AccessToken("abc", SCOPE, deadline);
        given(talkdeskId.fetch(account, SCOPE, deadline))
                .willReturn(new TimedExchange(new Exchange.Issued(token), Spent.NOTHING));
        assertThat(vend(Caller.basic("anna"), app("acme", "basic:anna"))).isEqualTo(new Outcome.Vended(token, false));
    }

    @Test
    void vendWhenTalkdeskFailsThenThatIsTheOutcome() {
        UpstreamFailure failure = new UpstreamFailure.TimedOut(Upstream.silent("timeout"));
        given(talkdeskId.fetch(any(), any(), any())).willReturn(new TimedExchange(failure, Spent.NOTHING));
        assertThat(vend(Caller.basic("anna"), app("acme"))).isSameAs(failure);
    }

    @Test
    void vendWhenTalkdeskIssuesThenTheTimeOfAllIsTold() {
        Spent call = new Spent(0, 1, 2, 3);
        given(talkdeskId.fetch(any(), any(), any()))
                .willReturn(new TimedExchange(new Exchange.Issued(new AccessToken("abc", SCOPE, deadline)), call));
        AtomicLong moment = new AtomicLong();
        Deadline moving = Deadline.in(Duration.ofSeconds(20), moment::incrementAndGet);
        Spent spent = vend(Caller.basic("anna"), app("acme"), moving).spent();
        assertThat(spent.decideNanos()).isPositive();
        assertThat(spent).isEqualTo(Spent.deciding(spent.decideNanos()).and(call));
    }

    private static Vending vending(Accounts accounts) {
        Settings settings = TestSettings.of(TestAccountSettings.configured("acme"));
        Policies policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return Vending.read(settings, accounts, policies, Set.of(), false);
    }

    private static App app(String account, String... callers) {
        return TestApp.builder()
                .account(account)
                .scope(SCOPE)
                .callers(Set.of(callers))
                .build();
    }

    private Outcome vend(Caller caller, App app) {
        return vend(caller, app, deadline).outcome();
    }

    private Answer vend(Caller caller, App app, Deadline until) {
        PolicyInput asked = TestInput.builder().caller(caller).app(app).build();
        return vendor.vend(vending, asked, Duration.ZERO, until);
    }
}
