package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignTests {

    private static final Sign WELL = new Sign.Well();

    @Test
    void ofWhenIssuedThenWell() {
        assertThat(sign(answered(200, TestAnswer.good().json(), null))).isEqualTo(WELL);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void ofWhenWeAreRefusedThenRefused(int status) {
        assertThat(sign(answered(status, "", null))).isEqualTo(new Sign.Refused("refused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client"})
    void ofWhenTheErrorIsOfTheClientThenRefused(String error) {
        assertThat(sign(answered(400, TestAnswer.error(error).json(), null))).isEqualTo(new Sign.Refused("refused"));
    }

    /** One app's scope must not keep the others from their tokens. */
    @ParameterizedTest
    @CsvSource({"400, invalid_scope", "400, invalid_request", "404, not_found", "418, other"})
    void ofWhenOnlyTheRequestIsRefusedThenWell(int status, String error) {
        assertThat(sign(answered(status, TestAnswer.error(error).json(), null))).isEqualTo(WELL);
    }

    @Test
    void ofWhenMoreWasGrantedThanAskedThenWell() {
        String wider = TestAnswer.good()
                .with("scope", "\"visual-sessions:execute all:write\"")
                .json();
        assertThat(sign(answered(200, wider, null))).isEqualTo(WELL);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 500, 502, 503, 504})
    void ofWhenTalkdeskFailsThenFailed(int status) {
        assertThat(sign(answered(status, "", null))).isEqualTo(new Sign.Failed("http_" + status));
    }

    @Test
    void ofWhenNoTokenAnswerThenFailed() {
        assertThat(sign(answered(200, "<html>", null))).isEqualTo(new Sign.Failed("not_json"));
        assertThat(sign(new Reply.Broken("connect_refused"))).isEqualTo(new Sign.Failed("connect_refused"));
        assertThat(sign(new Reply.Unreadable("too_large"))).isEqualTo(new Sign.Failed("too_large"));
    }

    @ParameterizedTest
    @CsvSource({"408, 1", "429, 30", "500, 7", "503, 300"})
    void ofWhenToldHowLongToWaitThenThat(int status, long seconds) {
        assertThat(sign(answered(status, "", Duration.ofSeconds(seconds))))
                .isEqualTo(new Sign.AskedToWait("http_" + status, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 301, 999_999_999})
    void ofWhenTooManyRequestsAndTheWaitIsUnusableThenFiveSeconds(long seconds) {
        Sign five = new Sign.AskedToWait("http_429", Duration.ofSeconds(5));
        assertThat(sign(answered(429, "", Duration.ofSeconds(seconds)))).isEqualTo(five);
        assertThat(sign(answered(429, "", null))).isEqualTo(five);
        assertThat(sign(answered(503, "", Duration.ofSeconds(seconds)))).isEqualTo(new Sign.Failed("http_503"));
    }

    @Test
    void ofWhenTimedOutThenFailedOnlyIfThereWasTime() {
        assertThat(sign(new Reply.Late())).isEqualTo(new Sign.Failed("timeout"));
        assertThat(Called.late(1).sign(true)).isEqualTo(new Sign.Failed("timeout"));
        assertThat(Called.late(1).sign(false)).isEqualTo(new Sign.Nothing());
    }

    private static Sign sign(Reply reply) {
        Verdict verdict = new Verdict(new TestTicker(), TestAccounts.scope(TestAccounts.SCOPE), 0);
        return Sign.of(verdict.on(reply), reply, true);
    }

    private static Reply answered(int status, String body, @Nullable Duration retryAfter) {
        return new Reply.Answered(status, body, null, retryAfter);
    }
}
