package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIdTests {

    @Test
    void ofWhenTokenIsAJwtThenItsJti() {
        assertThat(TokenId.of(token("{\"sub\":\"x\",\"jti\":\"b0c1-2.A_~\"}"))).isNull();
        assertThat(TokenId.of(token("{\"sub\":\"x\",\"jti\":\"b0c1-2.A_:\"}"))).isEqualTo("b0c1-2.A_:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "7",
                "null",
                "{\"jti\":7}",
                "{\"jti\":null}",
                "{\"jti\":{}}",
                "{\"jti\":\"\"}",
                "{\"jti\":\"a b\"}",
                "{\"jti\":\"a\\nb\"}",
                "{\"jti\":\"12345678901234567890123456789012345678901234567890123456789012345\"}",
                "{\"jti\":\"x\"",
                "[[[[[[[[[[[[[[[["
            })
    void ofWhenPayloadHasNoneThatIsPlainThenNone(String payload) {
        assertThat(TokenId.of(token(payload))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "opaque", "a.b", "a.b.c", "a.=.c", "a.+/.c", "a..c", "a.e30", ".e30."})
    void ofWhenItIsNoJwtThenNone(String token) {
        assertThat(TokenId.of(token)).isNull();
    }

    @Test
    void ofWhenPayloadIsDeepThenNone() {
        assertThat(TokenId.of(token("{\"jti\":" + "[".repeat(40_000)))).isNull();
    }

    private static String token(String payload) {
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
