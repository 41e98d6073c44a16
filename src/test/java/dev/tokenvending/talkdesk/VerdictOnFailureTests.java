package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Verdict} makes of everything but a 200. */
class VerdictOnFailureTests {

    private static final Duration SKEW = Duration.ofSeconds(-7);

    private final FakeTicker ticker = new FakeTicker();
    private final Verdict verdict = new Verdict(ticker, TestAccounts.scope(TestAccounts.SCOPE), ticker.nanos());

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 204, 206, 299})
    void onWhenAnotherSuccessThenNoTokenHoweverGoodTheBody(int status) {
        assertThat(verdict.on(answered(status, TestAnswer.good()))).isEqualTo(unavailable("http_" + status, status));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 301, 302, 303, 304, 307, 308, 408, 429, 500, 501, 502, 503, 504, 599, 600, 999})
    void onWhenNeitherSuccessNorRefusalThenUnavailable(int status) {
        assertThat(verdict.on(answered(status, TestAnswer.good()))).isEqualTo(unavailable("http_" + status, status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 407, 409, 418, 428, 430, 431, 499})
    void onWhenAnyOtherClientErrorThenRejected(int status) {
        TestAnswer answer = TestAnswer.error("invalid_client").with("error_description", "\"No such key\"");
        assertThat(verdict.on(answered(status, answer)))
                .isEqualTo(new Rejected(new Upstream("refused", status, "invalid_client", "No such key", SKEW)));
    }

    @Test
    void onWhenUpstreamExplainsItselfThenItsTextIsInTheOperatorsPartAlone() {
        TestAnswer explained =
                TestAnswer.good().with("error", "\"canary_code\"").with("error_description", "\"canary text\"");
        Exchange issued = verdict.on(answered(200, explained));
        assertThat(issued).isInstanceOf(Exchange.Issued.class);
        assertThat(issued.toString()).doesNotContain("canary");
        Upstream operators = new Upstream("http_500", 500, "canary_code", "canary text", SKEW);
        assertThat(verdict.on(answered(500, explained))).isEqualTo(new Unavailable(operators, Verdict.RETRY_AFTER));
    }

    @Test
    void onWhenRefusalHasATokenThenRejectedAllTheSame() {
        assertThat(verdict.on(answered(400, TestAnswer.good())))
                .isEqualTo(new Rejected(new Upstream("refused", 400, null, null, SKEW)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "30, 30", "300, 300", "301, 5", "999999999, 5", "0, 5", ", 5"})
    void onWhenUpstreamSaysHowLongToWaitThenThatIfItIsSensible(@Nullable Long wish, long expected) {
        Duration retryAfter = wish == null ? null : Duration.ofSeconds(wish);
        Exchange result = verdict.on(new Reply.Answered(429, "", SKEW, retryAfter));
        assertThat(result)
                .isEqualTo(
                        new Unavailable(new Upstream("http_429", 429, null, null, SKEW), Duration.ofSeconds(expected)));
    }

    @Test
    void onWhenBrokenThenUnavailable() {
        assertThat(verdict.on(new Reply.Broken("connect_refused")))
                .isEqualTo(new Unavailable(Upstream.silent("connect_refused"), Verdict.RETRY_AFTER));
    }

    @Test
    void onWhenUnreadableThenUnavailable() {
        assertThat(verdict.on(new Reply.Unreadable("too_large")))
                .isEqualTo(new Unavailable(Upstream.silent("too_large"), Verdict.RETRY_AFTER));
    }

    @Test
    void onWhenLateThenTimedOut() {
        assertThat(verdict.on(new Reply.Late())).isEqualTo(new TimedOut(Upstream.silent("timeout")));
    }

    private static Unavailable unavailable(String reason, int status) {
        return new Unavailable(new Upstream(reason, status, null, null, SKEW), Verdict.RETRY_AFTER);
    }

    private static Reply.Answered answered(int status, TestAnswer answer) {
        return new Reply.Answered(status, answer.json(), SKEW, null);
    }
}
