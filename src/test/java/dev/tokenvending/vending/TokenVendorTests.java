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
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Platform;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mock stands for Talkdesk ID, because that room lets nobody else make one. */
class TokenVendorTests {

    private static final Scope SCOPE = Scope.parse("a").orElseThrow();

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(20), new TestTicker());
    private final Accounts accounts = Accounts.read(TestSettings.of(TestAccountSettings.configured("acme")));
    private final TalkdeskId talkdeskId = mock();
    private final TokenVendor vendor = new TokenVendor(accounts, talkdeskId);

    @ParameterizedTest
    @EnumSource(CallerKind.class)
    void vendWhenCallerIsNotOfTheAppThenDeniedAndTalkdeskIsNotCalled(CallerKind kind) {
        App app = app("acme", "basic:anna", "api-key:anna", "issuer:anna");
        Caller caller = new Caller(kind, "somebody", "bert");
        assertThat(vendor.vend(caller, app, deadline)).isEqualTo(new Outcome.Denied("caller_not_of_app"));
        verifyNoInteractions(talkdeskId);
    }

    @Test
    void vendWhenAccountIsUnknownThenDeniedAndTalkdeskIsNotCalled() {
        assertThat(vendor.vend(Caller.basic("anna"), app("gone"), deadline))
                .isEqualTo(new Outcome.Denied("unknown_account"));
        verifyNoInteractions(talkdeskId);
    }

    @Test
    void vendWhenTalkdeskIssuesThenVendedInTheScopeOfTheApp() {
        Account account = accounts.find(new AccountId("acme")).orElseThrow();
        AccessToken token = new AccessToken("abc", SCOPE, deadline);
        given(talkdeskId.exchange(account, SCOPE, deadline)).willReturn(new Exchange.Issued(token));
        assertThat(vendor.vend(Caller.basic("anna"), app("acme", "basic:anna"), deadline))
                .isEqualTo(new Outcome.Vended(token));
    }

    @Test
    void vendWhenTalkdeskFailsThenThatIsTheOutcome() {
        UpstreamFailure failure = new UpstreamFailure.TimedOut(Upstream.silent("timeout"));
        given(talkdeskId.exchange(any(), any(), any())).willReturn(failure);
        assertThat(vendor.vend(Caller.basic("anna"), app("acme"), deadline)).isSameAs(failure);
    }

    private static App app(String account, String... callers) {
        return new App(
                new AppId("ios"),
                new AccountId(account),
                SCOPE,
                Set.of(callers),
                Platform.IOS,
                null,
                ResponseFormat.JSON);
    }
}
