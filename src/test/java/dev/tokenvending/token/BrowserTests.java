package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertProblem;
import static dev.tokenvending.Answers.assertTokenHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Sabotage;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Scripts in browsers, over the wire: what their browsers ask beforehand, and what they may read. */
@WholeApp
class BrowserTests {

    private static final String PAGE = "https://app.example.com";

    private final int port;
    private final Sabotage sabotage;

    BrowserTests(@Value("${local.server.port}") int port, @Autowired Sabotage sabotage) {
        this.port = port;
        this.sabotage = sabotage;
    }

    @ParameterizedTest
    @CsvSource({
        "/token, https://default.example.com, GET",
        "/token/, https://default.example.com, POST",
        "/token/web-page, https://app.example.com, GET",
        "/token/web-page/, https://app.example.com, POST",
        "/token/web-page?min_ttl=60, http://localhost:5173, GET",
    })
    void preflightWhenTheOriginIsListedThenToldWhatItMayAsk(String target, String origin, String method) {
        RawAnswer answer = preflight(target, method)
                .with("Origin", origin)
                .with("Access-Control-Request-Headers", "authorization")
                .to(port);
        assertThat(answer.status()).isEqualTo(204);
        assertTokenHeaders(answer);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Content-Type, X-Api-Key, X-Request-Id");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.head()).doesNotContainIgnoringCase("Allow-Credentials");
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.com",
                "https://app.example.com.evil.com",
                "https://evil.com#https://app.example.com",
                "https://evil.com/https://app.example.com",
                "https://app.example.com@evil.com",
                "https://user@app.example.com",
                "https://evilapp.example.com",
                "https://sub.app.example.com",
                "https://APP.example.com",
                "HTTPS://app.example.com",
                "https://app.example.com.",
                "https://app.example.com/",
                "https://app.example.com:443",
                "https://app.example.com:8443",
                "http://app.example.com",
                "app.example.com",
                "https://app.example.com, https://evil.com",
                "https://app.example.com https://evil.com",
                "http://localhost",
                "http://localhost:5174",
                "null",
                "*",
                "",
                "\u0085",
            })
    void requestWhenTheOriginIsNotListedThenAnsweredAsIfItWereNone(String origin) {
        RawAnswer before =
                preflight("/token/web-page", "GET").with("Origin", origin).to(port);
        assertProblem(before, "method_not_allowed");
        assertThat(before.header("Allow")).isEqualTo("GET, POST");
        assertNothingForBrowsers(before);
        RawAnswer vended =
                Wire.get("/token/web-page").asCaller().with("Origin", origin).to(port);
        assertThat(vended.status()).isEqualTo(200);
        assertNothingForBrowsers(vended);
        assertThat(vended.steadyHeaders())
                .isEqualTo(Wire.get("/token/web-page").asCaller().to(port).steadyHeaders());
    }

    /** Of two origins, nobody knows which counts. */
    @Test
    void requestWhenThereAreSeveralOriginsThenNoneIsListed() {
        for (String other : new String[] {"https://evil.com", PAGE}) {
            RawAnswer before = preflight("/token/web-page", "GET")
                    .with("Origin", PAGE)
                    .with("Origin", other)
                    .to(port);
            assertProblem(before, "method_not_allowed");
            assertNothingForBrowsers(before);
            assertNothingForBrowsers(Wire.get("/token/web-page")
                    .asCaller()
                    .with("Origin", other)
                    .with("Origin", PAGE)
                    .to(port));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/token/sdk-page, https://app.example.com",
        "/token/web-page, https://default.example.com",
        "/token, https://app.example.com",
        "/token/none, https://app.example.com",
        "/token/web-page/x, https://app.example.com",
        "/token/WEB-PAGE, https://app.example.com",
        "/tokens, https://app.example.com",
        "/, https://app.example.com",
        "/actuator/health, https://app.example.com",
        "/actuator/explain, https://app.example.com",
    })
    void preflightWhenTheAppDoesNotListTheOriginThenNothingIsAllowed(String target, String origin) {
        assertNothingForBrowsers(preflight(target, "GET").with("Origin", origin).to(port));
    }

    /** Whatever is not just a question beforehand is a method like any other. */
    @Test
    void optionsWhenItIsNoPreflightForGetOrPostThenRefused() {
        Wire options = Wire.of("OPTIONS", "/token/web-page").with("Origin", PAGE);
        assertProblem(options.to(port), "method_not_allowed");
        for (String method : new String[] {"PUT", "DELETE", "get", "HEAD", ""}) {
            RawAnswer answer =
                    options.with("Access-Control-Request-Method", method).to(port);
            assertProblem(answer, "method_not_allowed");
            assertThat(answer.headers("Access-Control-Allow-Methods")).isEmpty();
        }
        assertProblem(
                options.with("Access-Control-Request-Method", "GET")
                        .with("Access-Control-Request-Method", "POST")
                        .to(port),
                "method_not_allowed");
        RawAnswer notOptions = Wire.get("/token/web-page")
                .with("Origin", PAGE)
                .with("Access-Control-Request-Method", "GET")
                .to(port);
        assertProblem(notOptions, "unauthenticated");
    }

    @Test
    void requestWhenTheOriginIsListedThenItsScriptMayReadTheToken() {
        RawAnswer got =
                Wire.get("/token/web-page").asCaller().with("Origin", PAGE).to(port);
        assertThat(got.status()).isEqualTo(200);
        assertReadable(got);
        assertThat(got.json().path("token").stringValue()).isEqualTo(Talkdesk.TOKEN);
        RawAnswer posted =
                Wire.post("/token/web-page/").asCaller().with("Origin", PAGE).to(port);
        assertThat(posted.status()).isEqualTo(201);
        assertReadable(posted);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /token/web-page?format=xml, 400",
        "GET, /token/web-page?x=%zz, 400",
        "HEAD, /token/web-page, 405",
        "PUT, /token/web-page, 405",
        "FOO, /token/web-page, 400",
        "POST, /token/web-page?format=text, 406",
        "GET, /token/web-keys, 403",
    })
    void requestWhenRefusedThenItsScriptMayReadWhy(String method, String target, int status) {
        RawAnswer answer =
                Wire.of(method, target).asCaller().with("Origin", PAGE).to(port);
        assertThat(answer.status()).isEqualTo(status);
        assertReadable(answer);
    }

    @Test
    void requestWhenTheCredentialIsWrongThenItsScriptMayReadThat() {
        RawAnswer none = Wire.get("/token/web-page").with("Origin", PAGE).to(port);
        assertProblem(none, "unauthenticated");
        assertReadable(none);
        RawAnswer two = Wire.get("/token/web-page")
                .asCaller()
                .asCaller()
                .with("Origin", PAGE)
                .to(port);
        assertThat(two.status()).isEqualTo(400);
        assertReadable(two);
    }

    @Test
    void requestWhenSomethingFailsThenItsScriptMayReadThat() {
        Wire request = Wire.get("/token/web-page").asCaller().with("Origin", PAGE);
        Talkdesk.answers(401, "{}");
        assertThat(request.to(port).status()).isEqualTo(502);
        assertReadable(request.to(port));
        Talkdesk.answers(500, "");
        RawAnswer unavailable = request.to(port);
        assertThat(unavailable.status()).isEqualTo(503);
        assertReadable(unavailable);
        sabotage.ofFilter(new IllegalStateException("defect"));
        RawAnswer defect = request.to(port);
        assertThat(defect.status()).isEqualTo(500);
        assertReadable(defect);
    }

    @Test
    void preflightWhenAuditedThenAsOne() {
        try (AuditLines audit = AuditLines.open()) {
            preflight("/token/web-page", "GET")
                    .with("Origin", PAGE)
                    .named("allowed")
                    .to(port);
            JsonNode allowed = audit.about("allowed");
            assertThat(allowed.path("outcome").stringValue()).isEqualTo("preflight");
            assertThat(allowed.path("method").stringValue()).isEqualTo("OPTIONS");
            assertThat(allowed.path("status").intValue()).isEqualTo(204);
            assertThat(allowed.path("app").stringValue()).isEqualTo("web-page");
            assertThat(allowed.has("token_sha256")).isFalse();
            preflight("/token/web-page", "GET")
                    .with("Origin", "https://evil.com")
                    .named("refused")
                    .to(port);
            assertThat(audit.about("refused").path("outcome").stringValue()).isEqualTo("method_not_allowed");
        }
    }

    private static Wire preflight(String target, String method) {
        return Wire.of("OPTIONS", target).with("Access-Control-Request-Method", method);
    }

    private static void assertReadable(RawAnswer answer) {
        assertTokenHeaders(answer);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .isEqualTo("X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate");
        assertThat(answer.headers("Vary")).contains("Origin");
        assertThat(answer.head()).doesNotContainIgnoringCase("Allow-Credentials");
    }

    private static void assertNothingForBrowsers(RawAnswer answer) {
        assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control-");
    }
}
