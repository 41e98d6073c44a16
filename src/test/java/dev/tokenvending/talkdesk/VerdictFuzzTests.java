package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the token endpoint answers, a token is no more than the answer says, and a failure tells no secret. */
class VerdictFuzzTests {

    private static final Scope ASKED = TestAccounts.scope("calls:read calls:write");
    private static final Duration TOOK = Duration.ofMillis(1_500);

    private final FakeTicker ticker = new FakeTicker();
    private final long sent = ticker.nanos();

    VerdictFuzzTests() {
        ticker.advance(TOOK);
    }

    static Stream<byte[]> answers() {
        String good = TestAnswer.good().with("scope", "\"calls:read\"").json();
        return Stream.of(
                        "200\n" + good,
                        "201\n" + good,
                        "200\n" + TestAnswer.good().without("scope").json(),
                        "200\n"
                                + TestAnswer.good()
                                        .with("scope", "\"calls:read admin\"")
                                        .json(),
                        "200\n" + TestAnswer.good().with("expires_in", "1e9").json(),
                        "200\n"
                                + TestAnswer.good()
                                        .with("expires_in", "99999999999999999999")
                                        .json(),
                        "200\n"
                                + TestAnswer.good()
                                        .with("token_type", "\"mac\"")
                                        .json(),
                        "200\n" + good.replace(",", ",,"),
                        "200\n" + good + good,
                        "200\n<html>Sign in</html>",
                        "400\n" + TestAnswer.error("invalid_scope").json(),
                        "401\n"
                                + TestAnswer.error("invalid_client")
                                        .with("error_description", "\"" + TestAnswer.TOKEN + " is no token\"")
                                        .json(),
                        "429 7\n{}",
                        "503 301\nbusy")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("answers")
    @FuzzTest
    void onWhenAnswerIsAnyThenNoMoreThanItSays(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        String[] head = parts[0].split(" ", 2);
        int status = number(head[0]);
        String body = parts.length > 1 ? parts[1] : "";
        @Nullable Duration retryAfter = head.length > 1 ? Duration.ofSeconds(number(head[1])) : null;
        Reply reply = new Reply.Answered(status, body, null, retryAfter);
        Exchange result = new Verdict(ticker, ASKED, sent).on(reply);
        assertThat(new Verdict(ticker, ASKED, sent).on(reply)).isEqualTo(result);
        switch (result) {
            case Exchange.Issued(AccessToken token) -> {
                assertThat(status).isEqualTo(200);
                assertAsAnswered(token, JsonMapper.shared().readTree(body));
            }
            case UpstreamFailure.Rejected(Upstream upstream) -> assertTellsNoSecret(upstream);
            case UpstreamFailure.Unavailable(Upstream upstream, Duration wait) -> {
                assertTellsNoSecret(upstream);
                assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
            }
            case UpstreamFailure.TimedOut late -> throw new AssertionError(late);
        }
        assertThat(Sign.of(result, reply, true)).isNotNull();
    }

    private void assertAsAnswered(AccessToken token, JsonNode answer) {
        assertThat(token.value()).isEqualTo(answer.path("access_token").stringValue());
        assertThat(token.value()).matches("[A-Za-z0-9._~+/-]+=*");
        assertThat(ASKED.covers(token.scope())).isTrue();
        if (answer.has("scope")) {
            assertThat(answer.path("scope").stringValue().strip().split(" +", -1))
                    .containsExactlyInAnyOrderElementsOf(token.scope().values());
        }
        Duration granted = token.expiry().budget();
        assertThat(granted).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
        assertThat(answer.path("expires_in").bigIntegerValue())
                .isGreaterThanOrEqualTo(BigInteger.valueOf(granted.toSeconds()));
        assertThat(token.expiry().remaining()).isEqualTo(granted.minus(TOOK));
        assertThat(token.toString()).isEqualTo("AccessToken[" + token.fingerprint() + ", scope=" + token.scope() + "]");
    }

    private static void assertTellsNoSecret(Upstream upstream) {
        assertThat(upstream.reason()).matches("[a-z_]{3,20}|http_-?\\d+");
        assertThat(Objects.requireNonNullElse(upstream.error(), "none")).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(Objects.requireNonNullElse(upstream.description(), ""))
                .matches("[\\x20-\\x7E…]{0,200}")
                .doesNotContainPattern("[A-Za-z0-9_~+/=.-]{40}");
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 200;
    }
}
