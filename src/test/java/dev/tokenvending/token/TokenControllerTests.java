package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.vending.Answer;
import dev.tokenvending.vending.TokenVendor;
import dev.tokenvending.vending.Vending;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What only shows when time can be chosen; all else is tested over HTTP. */
class TokenControllerTests {

    private final TestTicker ticker = new TestTicker();
    private final TokenVendor vendor = mock();
    private final TokenController controller = new TokenController(
            vendor, new ClientRequests(new RequestHeaders(Set.of(), Set.of())), Clock.systemUTC(), ticker);

    /** Asking an issuer for its keys may have taken two seconds by now. */
    @Test
    void getWhenTellingWhoCallsTookTimeThenTheRestOfTheDeadlineIsLeft() {
        AtomicReference<Duration> left = new AtomicReference<>();
        given(vendor.vend(any(), any(), any(), any())).will(call -> {
            left.set(call.getArgument(3, Deadline.class).remaining());
            return new Answer(new Ruling(Decision.granted(), List.of(), List.of()), new Outcome.Denied("no"));
        });
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.setAttribute(RequestFacts.ARRIVAL, ticker.nanos());
        ticker.advance(Duration.ofSeconds(2));
        controller.get(null, Caller.basic("anna"), configuration(), request);
        assertThat(left.get()).isEqualTo(Duration.ofSeconds(18));
    }

    private static Configuration configuration() {
        Settings settings = TestSettings.of(TestAccountSettings.configured("acme"));
        Vending vending = Vending.read(
                settings,
                Accounts.read(settings),
                PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime)),
                Set.of());
        return new Configuration(Fingerprint.of("test"), Map.of(Vending.class, vending));
    }
}
