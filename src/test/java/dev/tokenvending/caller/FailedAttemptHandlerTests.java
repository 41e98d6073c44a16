package dev.tokenvending.caller;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tokenvending.AuditLines;
import dev.tokenvending.ProxiedApp;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.reload.Configurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** What counts as a failed attempt, when three are too many. Each test comes from addresses of its own. */
@ProxiedApp
class FailedAttemptHandlerTests {

    private final int port;
    private final FailedAttempts attempts;

    FailedAttemptHandlerTests(@Value("${local.server.port}") int port, @Autowired Configurations configurations) {
        this.port = port;
        this.attempts = configurations.current().part(FailedAttempts.class);
    }

    @Test
    void requestWhenBasicIsWrongThenCountedAndNeverLockedOut() {
        for (int i = 0; i < 5; i++) {
            assertThat(from("192.0.2.1", Wire.get("/token").as(WholeApp.CALLER, "wrong")))
                    .isEqualTo(401);
        }
        assertThat(isExhausted("192.0.2.1")).isTrue();
        assertThat(from("192.0.2.1", Wire.get("/token").asCaller())).isEqualTo(200);
        assertThat(isExhausted("192.0.2.2")).isFalse();
    }

    @Test
    void requestWhenCredentialIsMalformedThenCounted() {
        for (String malformed : List.of("Basic !", "Basic", "Basic eA==")) {
            from("192.0.2.3", Wire.get("/token").with("Authorization", malformed));
        }
        assertThat(isExhausted("192.0.2.3")).isTrue();
    }

    @Test
    void requestWhenThereIsNoCredentialThenNotCounted() {
        IntStream.range(0, 5)
                .forEach(i -> assertThat(from("192.0.2.4", Wire.get("/token"))).isEqualTo(401));
        assertThat(isExhausted("192.0.2.4")).isFalse();
    }

    @Test
    void requestWhenCredentialHoldsThenNotCountedWhateverElseIsWrong() {
        for (String target : List.of("/token", "/token/keys-only", "/token/none", "/token?format=xml")) {
            from("192.0.2.5", Wire.get(target).asCaller());
        }
        assertThat(isExhausted("192.0.2.5")).isFalse();
    }

    @Test
    void failureWhenThereWereTooManyThen429AndTheAuditLearnsWhy() throws Exception {
        List<Exception> problems = new ArrayList<>();
        FailedAttemptHandler handler = new FailedAttemptHandler(
                (request, response, failure) -> {
                    throw new AssertionError("It was not even checked");
                },
                (request, response, any, problem) -> {
                    problems.add(problem);
                    return new ModelAndView();
                });
        MockHttpServletRequest request = new MockHttpServletRequest();
        handler.onAuthenticationFailure(
                request, new MockHttpServletResponse(), new TooManyFailedAttemptsException(Duration.ofSeconds(7)));
        assertThat(problems).singleElement().isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
        });
        assertThat(request.getAttribute(RequestFacts.REASON)).isEqualTo("too_many_failed_attempts");
    }

    /** Keys that cannot be had are not the caller's fault. */
    @Test
    void failureWhenNobodyCanTellThenNotCounted() {
        FailedAttemptHandler handler = new FailedAttemptHandler(
                (request, response, failure) -> response.setStatus(503), (request, response, any, problem) -> null);
        assertThatCode(() -> handler.onAuthenticationFailure(
                        new MockHttpServletRequest(),
                        new MockHttpServletResponse(),
                        new KeysUnavailableException(Duration.ofSeconds(1))))
                .as("without a configuration, counting would fail")
                .doesNotThrowAnyException();
    }

    private int from(String address, Wire request) {
        RawAnswer answer = request.with("X-Forwarded-For", address).to(port);
        assertThat(answer.headers("RateLimit")).isEmpty();
        return answer.status();
    }

    private boolean isExhausted(String address) {
        try {
            attempts.check(true, address);
            return false;
        } catch (TooManyFailedAttemptsException e) {
            return true;
        }
    }

    @Test
    void requestWhenTooManyFailedThenTokensAreNotCheckedAndPasswordsAre() {
        for (int i = 0; i < 3; i++) {
            from("192.0.2.6", Wire.get("/token").as(WholeApp.CALLER, "wrong"));
        }
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer refused = Wire.get("/token")
                    .named("too-many")
                    .with("Authorization", "Bearer x.y.z")
                    .with("X-Forwarded-For", "192.0.2.6")
                    .to(port);
            assertProblem(refused, "rate_limited");
            assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                    .isBetween(1, 20);
            assertThat(refused.headers("WWW-Authenticate")).isEmpty();
            assertThat(audit.about("too-many").path("reason").stringValue()).isEqualTo("too_many_failed_attempts");
        }
        assertThat(from("192.0.2.6", Wire.get("/token").asCaller())).isEqualTo(200);
    }
}
