package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-Urlencoded ; charset=utf-8"})
    void readWhenFormThenDecoded(String contentType) {
        assertThat(read(contentType, "scope=a%3Ab+c%3Ad&x")).isInstanceOfSatisfying(TokenForm.class, form -> {
            assertThat(form.value("scope")).contains("a:b c:d");
            assertThat(form.value("x")).isEmpty();
            assertThat(form.value("absent")).isEmpty();
        });
    }

    @Test
    void readWhenBodyIsEmptyThenFormWithoutParameters() {
        assertThat(read(FORM, "")).isEqualTo(new TokenForm(Map.of()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "application/json", "text/plain", "multipart/form-data", FORM + "x"})
    void readWhenNotAFormThenInvalidRequest(@Nullable String contentType) {
        assertThat(read(contentType, "a=b"))
                .isEqualTo(Refused.invalidRequest("the content type is not application/x-www-form-urlencoded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=a&scope=b", "scope=a&scope=a", "scope=&scope=a", "scope&b=1&%73cope=a"})
    void readWhenParameterIsRepeatedThenInvalidRequest(String body) {
        assertThat(read(FORM, body)).isEqualTo(Refused.invalidRequest("a parameter is repeated: scope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=%zz", "scope=%", "%4=a"})
    void readWhenEscapeIsMalformedThenInvalidRequest(String body) {
        assertThat(read(FORM, body)).isEqualTo(Refused.invalidRequest("the body is not a well-formed form"));
    }

    @Test
    void readWhenAtTheLimitThenFormAndBeyondThenTooLarge() {
        assertThat(TokenForm.read(FORM, "a".repeat(65_536).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(TokenForm.class);
        assertThat(TokenForm.read(FORM, "a".repeat(65_537).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(413));
    }

    @Test
    void toStringWhenAssertionIsHeldThenNotShown() {
        assertThat(read(FORM, "client_assertion=eyJsecret")).asString().doesNotContain("eyJsecret");
    }

    private static FormReading read(@Nullable String contentType, String body) {
        return TokenForm.read(contentType, body.getBytes(StandardCharsets.US_ASCII));
    }
}
