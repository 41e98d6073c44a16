package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTests {

    private static final String JWT = TestAnswer.TOKEN;

    static String[] notOneJsonObject() {
        return new String[] {
            "",
            " ",
            "null",
            "true",
            "600",
            "\"text\"",
            "[]",
            "[{\"access_token\":\"a\"}]",
            "{",
            "{\"access_token\":\"a\"",
            "{\"access_token\":\"a\"} trailing",
            "{\"access_token\":\"a\"}{}",
            "{\"access_token\":\"a\",\"access_token\":\"b\"}",
            "{'access_token':'a'}",
            "{access_token:\"a\"}",
            "{\"access_token\":\"a\",}",
            "{\"expires_in\":NaN}",
            "{\"expires_in\":0600}",
            "{\"access_token\":\"a\nb\"}",
            "\uFEFF{\"access_token\":\"a\"}",
            "<html><body>Bad Gateway</body></html>",
            "access_token=a&token_type=Bearer",
            "[".repeat(100_000),
            "{\"a\":".repeat(10_000),
            "{\"expires_in\":1" + "0".repeat(1000) + "}",
            "{\"" + "n".repeat(60_000) + "\":1}",
        };
    }

    @ParameterizedTest
    @MethodSource("notOneJsonObject")
    void parseWhenNotOneJsonObjectThenNothingIsBelieved(String body) {
        TokenAnswer answer = TokenAnswer.parse(body);
        assertThat(answer.isObject()).isFalse();
        assertThat(answer.accessToken()).isNull();
        assertThat(answer.isBearer()).isFalse();
        assertThat(answer.life()).isNull();
        assertThat(answer.hasScope()).isFalse();
        assertThat(answer.error()).isNull();
        assertThat(answer.errorDescription()).isNull();
    }

    @Test
    void parseWhenUnknownFieldsThenIgnored() {
        TokenAnswer answer = TokenAnswer.parse(TestAnswer.good()
                .with("sid", "{\"deep\":[1,2,3]}")
                .with("refresh_token", "null")
                .json());
        assertThat(answer.accessToken()).isEqualTo(JWT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "600, 600", "86400, 86400", "86401, 86400", "1000000000000000000, 86400"})
    void lifeWhenWholeAndPositiveThenThatAtMostADay(String json, long seconds) {
        assertThat(withLife(json).life()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void lifeWhenBeyondEveryLongThenADay() {
        assertThat(withLife("1" + "0".repeat(400)).life()).isEqualTo(TokenAnswer.LONGEST_LIFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-1",
                "-1000000000000000000",
                "599.5",
                "600.0",
                "6e2",
                "1e400",
                "\"600\"",
                "\"\"",
                "true",
                "null",
                "[600]",
                "{}"
            })
    void lifeWhenNotAWholePositiveNumberThenAbsent(String json) {
        assertThat(withLife(json).life()).isNull();
    }

    @Test
    void lifeWhenMissingThenAbsent() {
        assertThat(TokenAnswer.parse(TestAnswer.good().without("expires_in").json())
                        .life())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void isBearerWhenBearerInAnyCaseThenTrue(String type) {
        assertThat(withType("\"" + type + "\"").isBearer()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"mac\"", "\"\"", "\" Bearer\"", "\"Bearer \"", "\"DPoP\"", "1", "true", "null", "[\"Bearer\"]"
            })
    void isBearerWhenAnythingElseThenFalse(String json) {
        assertThat(withType(json).isBearer()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "INVALID-CLIENT", "com.talkdesk.invalid_client", "e"})
    void errorWhenACodeThenThatCode(String code) {
        assertThat(TokenAnswer.parse(TestAnswer.error(code).json()).error()).isEqualTo(code);
    }

    static String[] notErrorCodes() {
        return new String[] {
            "\"\"",
            "\"invalid client\"",
            "\"invalid_client\\n2026-03-01 ERROR forged line\"",
            "\"invalid_client\\n\"",
            "\"invalid_client\\r\"",
            "\"a\\u0000b\"",
            "\"\\u001b[31mred\"",
            "\"${jndi:ldap://x}\"",
            "\"%s{}\"",
            "\"<script>\"",
            "\"ungültig\"",
            "\"" + "e".repeat(65) + "\"",
            "401",
            "true",
            "null",
            "[\"invalid_client\"]",
            "{\"code\":\"invalid_client\"}",
        };
    }

    @ParameterizedTest
    @MethodSource("notErrorCodes")
    void errorWhenNotACodeThenAbsent(String json) {
        assertThat(TokenAnswer.parse(TestAnswer.error("x").with("error", json).json())
                        .error())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JWT,
                "k9~0123456789abcdef0123456789abcdef~0123456789abcdef",
                "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/+==",
                "0123456789012345678901234567890123456789"
            })
    void errorDescriptionWhenItHoldsSomethingLikeATokenThenHidden(String secret) {
        assertThat(description("\"The token " + secret + " expired.\"")).isEqualTo("The token […] expired.");
    }

    @Test
    void errorDescriptionWhenATokenIsCutByTheLengthThenHidden() {
        assertThat(description("\"" + "x ".repeat(95) + JWT + "\"")).isEqualTo("x ".repeat(95) + "[…]");
    }

    @Test
    void errorDescriptionWhenLongThenCut() {
        assertThat(description("\"" + "word ".repeat(2048) + "\"")).isEqualTo("word ".repeat(40));
    }

    @Test
    void errorDescriptionWhenControlCharactersThenOnePlainLine() {
        assertThat(description("\"a\\nb\\r\\nc\\td\\u0000e\\u001bf\\u2028g\\u0085h\\u202ei ü\""))
                .isEqualTo("a b  c d e f g h i  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "[\"text\"]", "{\"text\":\"text\"}"})
    void errorDescriptionWhenNotTextThenAbsent(String json) {
        assertThat(description(json)).isNull();
    }

    private static @Nullable String description(String json) {
        return TokenAnswer.parse(TestAnswer.error("invalid_client")
                        .with("error_description", json)
                        .json())
                .errorDescription();
    }

    private static TokenAnswer withLife(String json) {
        return TokenAnswer.parse(TestAnswer.good().with("expires_in", json).json());
    }

    private static TokenAnswer withType(String json) {
        return TokenAnswer.parse(TestAnswer.good().with("token_type", json).json());
    }
}
