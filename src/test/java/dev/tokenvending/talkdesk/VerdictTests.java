package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Verdict} makes of a 200. */
class VerdictTests {

    private static final Duration SKEW = Duration.ofSeconds(-7);

    private final FakeTicker ticker = new FakeTicker();
    private final Verdict verdict = new Verdict(ticker, TestAccounts.scope("calls:read calls:write"), ticker.nanos());

    @Test
    void onWhenGoodThenTokenAsGranted() {
        AccessToken token = issued(good());
        assertThat(token.value()).isEqualTo(TestAnswer.TOKEN);
        assertThat(token.scope()).isEqualTo(TestAccounts.scope("calls:read calls:write"));
        assertThat(token.secondsLeft()).isEqualTo(600);
        assertThat(token.expiry().budget()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "30, 30",
        "60, 60",
        "600, 600",
        "86400, 86400",
        "86401, 86400",
        "1000000000000000000, 86400",
        "100000000000000000000000000000000000000, 86400"
    })
    void onWhenLifeIsWholeAndPositiveThenThatManySecondsButAtMostADay(String json, long seconds) {
        assertThat(issued(good().with("expires_in", json)).secondsLeft()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "599.5", "600.0", "6e2", "\"600\"", "true", "null", "[600]"})
    void onWhenLifeCannotBeBelievedThenNoToken(String json) {
        assertUnavailable(good().with("expires_in", json), "no_lifetime");
    }

    @Test
    void onWhenLifeIsMissingThenNoToken() {
        assertUnavailable(good().without("expires_in"), "no_lifetime");
    }

    @Test
    void onWhenLifeIsLongerThanAnyNumberThenNoToken() {
        assertUnavailable(good().with("expires_in", "1" + "0".repeat(1000)), "not_json");
    }

    @Test
    void onWhenTheAnswerTookAWhileThenLifeCountsFromWhenTheRequestWasSent() {
        ticker.advance(Duration.ofMillis(12_001));
        assertThat(issued(good()).secondsLeft()).isEqualTo(587);
    }

    @Test
    void onWhenNoWholeSecondOfLifeIsLeftThenNoToken() {
        ticker.advance(Duration.ofNanos(1));
        assertUnavailable(good().with("expires_in", "1"), "no_life_left");
    }

    @Test
    void onWhenTheAnswerTookLongerThanTheLifeThenNoToken() {
        ticker.advance(Duration.ofSeconds(601));
        assertUnavailable(good(), "no_life_left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"bearer\"", "\"BEARER\""})
    void onWhenBearerInAnyCaseThenToken(String json) {
        assertThat(issued(good().with("token_type", json)).value()).isEqualTo(TestAnswer.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mac\"", "\"\"", "1", "null", "[\"Bearer\"]"})
    void onWhenNotABearerTokenThenNoToken(String json) {
        assertUnavailable(good().with("token_type", json), "not_bearer");
    }

    @Test
    void onWhenTokenTypeIsMissingThenNoToken() {
        assertUnavailable(good().without("token_type"), "not_bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "\"a b\"",
                "\"a\\n\"",
                "\"\\na\"",
                "\"a\\r\\nb\"",
                "\"a\\\"b\"",
                "\"tökén\"",
                "\"a\\u0000\"",
                "\"=\"",
                "\"a=b\"",
                "\"a,b\"",
                "1",
                "true",
                "null",
                "[\"a\"]",
                "{}"
            })
    void onWhenTokenDoesNotFitAHeaderThenNoToken(String json) {
        assertUnavailable(good().with("access_token", json), "malformed_token");
    }

    @Test
    void onWhenTokenIsMissingThenNoToken() {
        assertUnavailable(good().without("access_token"), "malformed_token");
    }

    @Test
    void onWhenTokenIsLongThenWhole() {
        String value = "a".repeat(60_000) + "==";
        assertThat(issued(good().with("access_token", "\"" + value + "\"")).value())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "calls:read calls:write, calls:read calls:write",
        "calls:write calls:read, calls:read calls:write",
        "calls:write  calls:read, calls:read calls:write",
        "calls:read calls:read, calls:read",
        "calls:read, calls:read",
    })
    void onWhenScopeIsAsAskedOrNarrowerThenTokenOfThatScope(String granted, String expected) {
        AccessToken token = issued(good().with("scope", "\"" + granted + "\""));
        assertThat(token.scope()).isEqualTo(TestAccounts.scope(expected));
    }

    @Test
    void onWhenScopeIsAbsentThenAsAsked() {
        assertThat(issued(good().without("scope")).scope()).isEqualTo(TestAccounts.scope("calls:read calls:write"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"calls:read calls:write users:write", "users:write", "calls:READ", "calls:read,calls:write"})
    void onWhenScopeIsWiderThenRejected(String granted) {
        Exchange result = verdict.on(answered(200, good().with("scope", "\"" + granted + "\"")));
        assertThat(result).isEqualTo(new Rejected(new Upstream("wider_scope", 200, null, null, SKEW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"a\\tb\"", "\"a\\\\b\"", "1", "null", "[\"calls:read\"]", "{}"})
    void onWhenScopeIsNoScopeThenNoToken(String json) {
        assertUnavailable(good().with("scope", json), "malformed_scope");
    }

    @ParameterizedTest
    @MethodSource("dev.tokenvending.talkdesk.TokenAnswerTests#notOneJsonObject")
    void onWhenSuccessIsNotOneJsonObjectThenNoToken(String body) {
        assertThat(verdict.on(answered(200, body))).isEqualTo(unavailable("not_json", 200));
    }

    private static TestAnswer good() {
        return TestAnswer.good().with("scope", "\"calls:read calls:write\"");
    }

    private AccessToken issued(TestAnswer answer) {
        Exchange result = verdict.on(answered(200, answer));
        assertThat(result).isInstanceOf(Exchange.Issued.class);
        return ((Exchange.Issued) result).token();
    }

    private void assertUnavailable(TestAnswer answer, String reason) {
        assertThat(verdict.on(answered(200, answer))).isEqualTo(unavailable(reason, 200));
    }

    private static Unavailable unavailable(String reason, int status) {
        return new Unavailable(new Upstream(reason, status, null, null, SKEW), Verdict.RETRY_AFTER);
    }

    private static Reply.Answered answered(int status, TestAnswer answer) {
        return answered(status, answer.json());
    }

    private static Reply.Answered answered(int status, String body) {
        return new Reply.Answered(status, body, SKEW, null);
    }
}
