package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Spent;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** What only shows when time can be chosen; all else is tested over HTTP. */
class TokenServletTests {

    private final TestTicker ticker = new TestTicker();
    private final TokenVendor vendor = mock();
    private final TokenServlet servlet = new TokenServlet(
            vendor,
            new AuthorizationDoor(mock()),
            new ClientRequests(new RequestHeaders(Set.of(), Set.of())),
            (request, response, handler, problem) -> null,
            Clock.systemUTC(),
            ticker);

    @AfterEach
    void forgetTheCaller() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void serviceWhenSecurityDidNotRunThenNobodyIsServed() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.setAttribute(RequestFacts.CONFIGURATION, configuration());
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> servlet.service(request, new MockHttpServletResponse()))
                .extracting(RefusedException::code)
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        then(vendor).shouldHaveNoInteractions();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PUT", "get", "BREW"})
    void serviceWhenTheMethodIsAnotherThenNobodyIsServed(String method) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/token");
        assertThatExceptionOfType(HttpRequestMethodNotSupportedException.class)
                .isThrownBy(() -> servlet.service(request, new MockHttpServletResponse()));
        then(vendor).shouldHaveNoInteractions();
    }

    /** Asking an issuer for its keys may have taken two seconds by now. */
    @Test
    void serviceWhenTellingWhoCallsTookTimeThenTheRestOfTheDeadlineIsLeft() throws Exception {
        AtomicReference<Duration> left = new AtomicReference<>();
        given(vendor.vend(any(), any(), any(), any())).will(call -> {
            left.set(call.getArgument(3, Deadline.class).remaining());
            return new Answer(
                    new Ruling(Decision.granted(), List.of(), List.of()),
                    null,
                    new Outcome.Denied("no"),
                    Spent.NOTHING);
        });
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.setAttribute(RequestFacts.ARRIVAL, ticker.nanos());
        ticker.advance(Duration.ofSeconds(2));
        request.setAttribute(RequestFacts.CONFIGURATION, configuration());
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(Caller.basic("anna"), null, List.of()));
        servlet.service(request, new MockHttpServletResponse());
        assertThat(left.get()).isEqualTo(Duration.ofSeconds(18));
    }

    private static Configuration configuration() {
        Settings settings = TestSettings.of(TestAccountSettings.configured("acme"));
        Vending vending = Vending.read(
                settings,
                Accounts.read(settings),
                PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime)),
                Set.of(),
                false);
        return new Configuration(Fingerprint.of("test"), Map.of(Vending.class, vending));
    }
}
