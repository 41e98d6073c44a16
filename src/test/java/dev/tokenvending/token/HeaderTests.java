package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertBareRefusal;
import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** Header lines, over the wire. */
@WholeApp
class HeaderTests {

    private final int port;

    HeaderTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "'' | application/json",
                "text/plain | text/plain",
                "text/* | text/plain",
                "text/plain;q=0.5, application/json;q=0.4 | text/plain",
                "text/plain;q=0.4, application/json;q=0.5 | application/json",
                "application/json;q=0, */* | text/plain",
                "text/plain;q=0, */*;q=0.1 | application/json",
                "*/*;q=0.1, text/plain;q=0.001 | application/json",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
                "TEXT/PLAIN | text/plain",
                "text/plain;Q=0.4, application/json ; Q=0.5 | application/json",
                "text/plain;Q=0.5, application/json ; Q=0.4 | text/plain",
                "text/plain; charset=utf-8 | text/plain",
                "application/json, text/plain | application/json",
            })
    void getWhenAcceptPrefersThenItDecides(String accept, String type) {
        RawAnswer answer = Wire.get("/token").asCaller().with("Accept", accept).to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
    }

    /** One request may carry more ranges than frameworks care to sort. */
    @Test
    void getWhenRangesAreManyThenAllAreRead() {
        String ranges = IntStream.range(0, 60)
                .mapToObj(i -> "application/x" + i + ";q=0." + (i + 10))
                .collect(Collectors.joining(", "));
        RawAnswer answer = Wire.get("/token")
                .asCaller()
                .with("Accept", ranges + ", text/plain;q=0.1")
                .to(port);
        assertThat(answer.body()).isEqualTo(Talkdesk.TOKEN);
        assertProblem(Wire.get("/token").asCaller().with("Accept", ranges).to(port), "not_acceptable");
        assertProblem(Wire.get("/token").with("Accept", ranges).to(port), "unauthenticated");
    }

    /** Spring checks q, and reads Q too: on each of its routes, anybody had a 500 of it. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*;Q=x", "text/plain;Q=NaN", "*/*; Q =5", "application/json;Q=-1, text/*;Q=y"})
    void getWhenAWeightInCapitalsIsNoneThenNotAcceptable(String ranges) {
        assertProblem(Wire.get("/token").asCaller().with("Accept", ranges).to(port), "not_acceptable");
        assertThat(Wire.get("/actuator/health").with("Accept", ranges).to(port).status())
                .isEqualTo(406);
    }

    @Test
    void getWhenAcceptIsRepeatedThenLinesAddUp() {
        RawAnswer answer = Wire.get("/token")
                .asCaller()
                .with("Accept", "image/png")
                .with("Accept", "text/plain")
                .to(port);
        assertThat(answer.body()).isEqualTo(Talkdesk.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0123456789012345678901234567890123456789012345678901234567890123", "A.b_c-1"})
    void requestWhenItHasAGoodNameThenKept(String requestId) {
        RawAnswer vended = Wire.get("/token").asCaller().named(requestId).to(port);
        assertThat(vended.header("X-Request-Id")).isEqualTo(requestId);
        RawAnswer refused = Wire.get("/token").named(requestId).to(port);
        assertThat(refused.json().path("request_id").stringValue()).isEqualTo(requestId);
        assertThat(Wire.of("PUT", "/token").named(requestId).to(port).header("X-Request-Id"))
                .isEqualTo(requestId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01234567890123456789012345678901234567890123456789012345678901234",
                "a b",
                "a\tb",
                "\"};{\"",
                "<script>",
                "${jndi:ldap://x}",
                "a,b",
                "\u00e9",
                "a\u0085b",
            })
    void requestWhenItsNameIsHostileThenRenamed(String requestId) {
        RawAnswer answer = Wire.get("/token").named(requestId).to(port);
        assertProblem(answer, "unauthenticated");
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void requestWhenItHasTwoNamesThenNamedOnce() {
        RawAnswer answer = Wire.get("/token").named("one").named("two").to(port);
        assertProblem(answer, "unauthenticated");
        assertThat(answer.header("X-Request-Id")).isEqualTo("one");
    }

    /** Entra's tokens are large; what is larger still is turned away without a word about us. */
    @Test
    void requestWhenHeaderIsLargeThenServedUpToTheLimit() {
        assertThat(Wire.get("/token")
                        .asCaller()
                        .with("X-Large", "x".repeat(30 * 1024))
                        .to(port)
                        .status())
                .isEqualTo(200);
        assertBareRefusal(Wire.get("/token")
                .asCaller()
                .with("X-Large", "x".repeat(100 * 1024))
                .to(port));
        assertThat(Talkdesk.calls()).isEqualTo(1);
    }

    /** No header that means nothing here may matter, whatever is in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: \u00e2\u0080\u009cApp\u00e2\u0080\u009d/1.0 \u00e9\u009b\u00bb",
                "Referer: \u0085",
                "Cookie: JSESSIONID=0123456789ABCDEF; a=\"b",
                "Cookie: \u00ff\u0080=\u0081",
                "Forwarded: for=\"[::1]\";host=evil.example;proto=https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /evil",
                "X-HTTP-Method-Override: DELETE",
                "Content-Type: nonsense",
                "Content-Type: multipart/form-data",
                "Content-Type: application/x-www-form-urlencoded; charset=no-such-charset",
                "Accept-Charset: utf-16",
                "Accept-Language: \u0085",
                "Range: bytes=0-3",
                "If-None-Match: *",
                "If-Modified-Since: nonsense",
                "If-Match: \"x\"",
                "Upgrade: h2c",
                "Origin: https://evil.example",
                "Origin: null",
                "Date: nonsense",
                "Empty:",
            })
    void requestWhenOtherHeadersAreOddThenVendedAllTheSame(String line) {
        String[] header = line.split(": ?", 2);
        RawAnswer got = Wire.get("/token").asCaller().with(header[0], header[1]).to(port);
        assertThat(got.status()).as(got.body()).isEqualTo(200);
        assertThat(got.head()).doesNotContain("evil").doesNotContain("Access-Control-");
        assertThat(got.headers("Set-Cookie")).isEmpty();
        RawAnswer posted =
                Wire.post("/token").asCaller().with(header[0], header[1]).to(port);
        assertThat(posted.status()).as(posted.body()).isEqualTo(201);
    }

    /** A preflight is a method like any other as long as no origin is allowed. */
    @Test
    void optionsWhenBrowserAsksBeforehandThenNothingIsAllowed() {
        RawAnswer answer = Wire.of("OPTIONS", "/token")
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "GET")
                .to(port);
        assertProblem(answer, "method_not_allowed");
        assertThat(answer.head()).doesNotContain("Access-Control-");
    }
}
