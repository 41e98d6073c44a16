package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTests {

    private static final Scope SCOPE = new Scope(new TreeSet<>(List.of("visual-sessions:execute")));

    private final TestTicker ticker = new TestTicker();

    @ParameterizedTest
    @ValueSource(strings = {"a", "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl", "A-._~+/z09", "abc=", "abc=="})
    void newWhenB64tokenThenTaken(String value) {
        assertThat(AccessToken.isWellFormed(value)).isTrue();
        assertThat(token(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=",
                "a b",
                " abc",
                "abc ",
                "abc\n",
                "abc\r\nSet-Cookie: a=b",
                "a\"b",
                "a=b",
                "{\"a\":1}",
                "tökén",
                "a,b",
                "<html>",
                "abc\u0000",
                "a\tb"
            })
    void newWhenNotAB64tokenThenRefusedWithoutTheValue(String value) {
        assertThat(AccessToken.isWellFormed(value)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token(value))
                .withMessage("An access token is a b64token");
    }

    @Test
    void isWellFormedWhenLongThenAnsweredWithoutRecursion() {
        assertThat(AccessToken.isWellFormed("a".repeat(1_000_000))).isTrue();
        assertThat(AccessToken.isWellFormed("a".repeat(1_000_000) + "!")).isFalse();
    }

    @Test
    void secondsLeftWhenTimePassesThenRoundedDown() {
        AccessToken token = token("abc");
        assertThat(token.secondsLeft()).isEqualTo(600);
        ticker.advance(Duration.ofMillis(1));
        assertThat(token.secondsLeft()).isEqualTo(599);
        ticker.advance(Duration.ofMillis(998));
        assertThat(token.secondsLeft()).isEqualTo(599);
        ticker.advance(Duration.ofSeconds(599));
        assertThat(token.secondsLeft()).isZero();
        ticker.advance(Duration.ofHours(1));
        assertThat(token.secondsLeft()).isZero();
    }

    @Test
    void toStringWhenPrintedThenFingerprintAndNoToken() {
        AccessToken token = token("eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl");
        assertThat(token.toString())
                .isEqualTo("AccessToken[" + token.fingerprint() + ", scope=visual-sessions:execute]")
                .doesNotContain("eyJ", "e30", "c2ln");
        assertThat(new Exchange.Issued(token).toString() + new Outcome.Vended(token, true))
                .doesNotContain("eyJ", "e30", "c2ln");
    }

    private AccessToken token(String value) {
        return new AccessToken(value, SCOPE, Deadline.in(Duration.ofMinutes(10), ticker));
    }
}
