package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertProblem;
import static dev.tokenvending.Answers.assertTokenHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** The query string, over the wire. */
@WholeApp
class ParameterTests {

    private static final String WRONG_MIN_TTL = "min_ttl must be a whole number of seconds from 0 to 86400.";

    private final int port;

    ParameterTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min_ttl=0",
                "min_ttl=1",
                "min_ttl=86400",
                "min_ttl=00005",
                "min_ttl=%30",
                "format=json",
                "format=json&min_ttl=60",
                "%66ormat=json",
                "unknown=1",
                "unknown",
                "a=1&A=1",
                "=",
                "&&&",
                "&format=json&",
                "x=%E9%9B%BB",
                "x=a+b%20c",
                "format=json&x=%26format=text",
            })
    void requestWhenQueryIsGoodThenVended(String query) {
        assertThat(Wire.get("/token?" + query).asCaller().to(port).status()).isEqualTo(200);
        assertThat(Wire.post("/token?" + query).asCaller().to(port).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "86401",
                "99999",
                "100000",
                "-1",
                "-0",
                "1.5",
                "+5",
                "%2B5",
                "%205",
                "5%20",
                "1e3",
                "0x10",
                "99999999999999999999",
                "5s",
                "null",
                "%D9%A5",
            })
    void requestWhenMinTtlIsNoSuchNumberThenInvalidRequest(String value) {
        assertProblem(Wire.get("/token?min_ttl=" + value).asCaller().to(port), "invalid_request", WRONG_MIN_TTL);
        assertProblem(Wire.post("/token?min_ttl=" + value).asCaller().to(port), "invalid_request", WRONG_MIN_TTL);
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "", "JSON", "Text", "json%20", "json,text", "%6ason%21"})
    void requestWhenFormatIsNoneThenInvalidRequest(String value) {
        String detail = "format must be json or text.";
        assertProblem(Wire.get("/token?format=" + value).asCaller().to(port), "invalid_request", detail);
        assertProblem(Wire.post("/token?format=" + value).asCaller().to(port), "invalid_request", detail);
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=json&format=json",
                "format=json&%66ormat=text",
                "min_ttl=1&min_ttl=1",
                "x=1&x=2",
                "x&x",
                "format&format=json",
            })
    void requestWhenParameterIsRepeatedThenInvalidRequest(String query) {
        String detail = "A query parameter is repeated.";
        assertProblem(Wire.get("/token?" + query).asCaller().to(port), "invalid_request", detail);
        assertProblem(Wire.post("/token?" + query).asCaller().to(port), "invalid_request", detail);
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=%zz",
                "%zz",
                "x=%",
                "x=%4",
                "x=%ff",
                "x=%c3%28",
                "x=%00",
                "x=%0d%0aLocation:%20y",
                "x=%7f",
                "x=%1b%5B0m",
                "x=%C2%85",
            })
    void requestWhenQueryIsMalformedThenInvalidRequest(String query) {
        String detail = "The query string is malformed.";
        assertProblem(Wire.get("/token?" + query).asCaller().to(port), "invalid_request", detail);
        assertProblem(Wire.post("/token?" + query).asCaller().to(port), "invalid_request", detail);
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenParametersAreManyThenVended() {
        StringBuilder query = new StringBuilder("format=text");
        for (int i = 0; i < 2_000; i++) {
            query.append("&p").append(i).append("=1");
        }
        RawAnswer answer = Wire.get("/token?" + query).asCaller().to(port);
        assertThat(answer.body()).isEqualTo(Talkdesk.TOKEN);
    }

    @Test
    void getWhenQueryIsMalformedAndCallerUnknownThenUnauthenticated() {
        assertProblem(Wire.get("/token?x=%zz").to(port), "unauthenticated");
    }

    /** The sample apps read nothing but JSON, so that a POST is never answered in text. */
    @Test
    void postWhenTextIsAskedForThenNotAcceptable() {
        assertProblem(Wire.post("/token?format=text").asCaller().to(port), "not_acceptable");
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenFormatAndAcceptDisagreeThenFormatWins() {
        RawAnswer text = Wire.get("/token?format=text")
                .asCaller()
                .with("Accept", "application/json")
                .to(port);
        assertThat(text.body()).isEqualTo(Talkdesk.TOKEN);
        RawAnswer json = Wire.get("/token/sdk-page?format=json")
                .asCaller()
                .with("Accept", "text/plain")
                .to(port);
        assertThat(json.json().path("token").stringValue()).isEqualTo(Talkdesk.TOKEN);
        assertTokenHeaders(json);
    }
}
