package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertBareRefusal;
import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** Request lines that nobody should send: each is refused, none is a surprise, and Talkdesk hears of none. */
@WholeApp
class TargetTests {

    private final int port;

    TargetTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @AfterEach
    void talkdeskIsNotCalled() {
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/token//",
                "//token",
                "///token/example-app-ios",
                "/./token",
                "/x/../token",
                "/%74oken",
                "/%74oken/example-app-ios",
                "/token//example-app-ios",
                "/token;x",
                "/token/;x",
                "/token/;jsessionid=0123",
                "/token/example-app-ios;x=y",
                "/token/./example-app-ios",
                "/token/../token",
                "/actuator/../token",
                "/token/%2e%2e/token",
                "/token/%252fetc",
                "/token/a%25b",
                "/token/%0d%0aLocation:%20x",
                "/token/%3b",
            })
    void getWhenPathIsCraftedThenInvalidRequest(String target) {
        assertProblem(Wire.get(target).asCaller().to(port), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/token/a/b",
                "/token/a/b/",
                "/token/actuator/health",
                "/token/actuator/prometheus",
                "/token/index.html",
                "/token/example-app-ios/authorization/x",
                "/token/Example-App-IOS",
                "/token/-app",
                "/token/app_ios",
                "/token/app.ios",
                "/token/example-app-ios.json",
                "/token/%20",
                "/token/example-app-ios%20",
                "/token/%7f",
                "/token/%E9%9B%BB%E8%A9%B1",
                "/token/*",
                "/token/null",
                "/token/~",
                "/token/a+b",
            })
    void getWhenNameIsNoAppThenUnknownApp(String target) {
        assertProblem(Wire.get(target).asCaller().to(port), "unknown_app");
        assertProblem(Wire.post(target).asCaller().to(port), "unknown_app");
        assertProblem(Wire.get(target).to(port), "unauthenticated");
    }

    @Test
    void getWhenNameIsVeryLongThenUnknownApp() {
        assertProblem(Wire.get("/token/" + "a".repeat(63)).asCaller().to(port), "unknown_app");
        assertProblem(Wire.get("/token/" + "a".repeat(64)).asCaller().to(port), "unknown_app");
        assertProblem(Wire.get("/token/" + "a".repeat(8_000)).asCaller().to(port), "unknown_app");
    }

    /** Spelled like the route, but another one: there is nothing, for anybody. */
    @ParameterizedTest
    @ValueSource(strings = {"/TOKEN", "/Token/example-app-ios", "/tokens", "/token.json", "/token%20", "/tokenn/x"})
    void getWhenRouteIsMisspeltThenNotFound(String target) {
        RawAnswer answer = Wire.get(target).asCaller().to(port);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("not_found");
        assertThat(answer.headers("Location")).isEmpty();
        assertThat(Wire.get(target).to(port).status()).isEqualTo(404);
    }

    /** The container turns these away before anything of ours runs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/token/%00",
                "/token/%2f",
                "/token/..%2f",
                "/token/%2F..%2Factuator",
                "/token/%5c",
                "/token/%zz",
                "/token/%ff",
                "/token?x[]=1",
                "/token/%",
                "/token/%4",
                "/token/\"",
                "/token/<script>",
                "/token/{app}",
                "/token/a\\b",
                "/token/a|b",
                "/token/a^b",
                "/token/\u0000",
                "/token/\u0007",
                "/token/\u0080",
                "/token/\u00ff\u00fe",
                "/token?format=\u0001",
                "/token?<script>",
                "/token/../../etc/passwd",
                "token",
                "/token /example-app-ios",
                "/token#fragment",
            })
    void getWhenContainerCannotReadTheTargetThenBareRefusal(String target) {
        assertBareRefusal(Wire.get(target).asCaller().to(port));
    }

    @Test
    void getWhenTargetIsHugeThenBareRefusal() {
        assertBareRefusal(
                Wire.get("/token/" + "a".repeat(100 * 1024)).asCaller().to(port));
        assertBareRefusal(
                Wire.get("/token?x=" + "a".repeat(100 * 1024)).asCaller().to(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PROPFIND", "get", "Post", "X"})
    void requestWhenMethodIsUnknownThenInvalidRequest(String method) {
        assertProblem(Wire.of(method, "/token").asCaller().to(port), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G\u0001T", "G(T", "\u00c4"})
    void requestWhenMethodIsNoTokenThenBareRefusal(String method) {
        assertBareRefusal(Wire.of(method, "/token").asCaller().to(port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /token HTTP/1.1\r\n\r\n",
                "GET /token HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /token HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /token HTTP/1.1\r\nHost: <x>\r\n\r\n",
                "GET /token HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /token HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: one\r\n\r\n",
                "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    void requestWhenNotHttpThenBareRefusal(String request) {
        RawAnswer answer = RawConnection.exchange(port, request);
        assertThat(answer.head()).contains("HTTP/1.1 ");
        assertThat(answer.status()).isIn(400, 505);
        assertThat(answer.head() + answer.body()).doesNotContainIgnoringCase("tomcat");
    }

    /** An absolute target is what proxies send. */
    @Test
    void getWhenTargetIsAbsoluteThenItsPathCounts() {
        assertProblem(Wire.get("http://localhost/token/none").asCaller().to(port), "unknown_app");
        assertBareRefusal(Wire.get("http://elsewhere.example/token").asCaller().to(port));
    }

    /** A tunnel is nothing the container knows how to dig. */
    @Test
    void connectWhenAskedThenNotImplemented() {
        RawAnswer answer = Wire.of("CONNECT", "/token").asCaller().to(port);
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.head() + answer.body()).doesNotContainIgnoringCase("tomcat");
    }
}
