package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertTokenHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** The mobile apps that call: each sends what that client sends, and reads the answer the way it does. */
@WholeApp
class ClientContractTests {

    private static final String CREDENTIAL = Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD);

    private final int port;

    ClientContractTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    /** Talkdesk's iOS SDK page: exactly 200, and the whole body is the token. */
    @ParameterizedTest
    @ValueSource(strings = {"/token?format=text", "/token/sdk-page", "/token/sdk-page?format=text", "/token/sdk-page/"})
    void getWhenIosSdkPageAsksThenWholeBodyIsToken(String target) {
        RawAnswer answer = send("""
            GET %s HTTP/1.1
            Host: localhost:8080
            Authorization: %s
            Accept: */*
            Accept-Language: en-US,en;q=0.9
            Accept-Encoding: gzip, deflate
            User-Agent: ExampleApp/1 CFNetwork/3826.400.120 Darwin/24.3.0
            Connection: keep-alive

            """.formatted(target, CREDENTIAL));
        assertThat(answer.head()).startsWith("HTTP/1.1 200");
        assertThat(answer.body()).isEqualTo(Talkdesk.TOKEN);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(Talkdesk.TOKEN.length()));
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
        assertTokenHeaders(answer);
    }

    /** Talkdesk's iOS sample app: exactly 201, and {@code auth_token}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/token",
                "/token/",
                "/token/example-app-ios",
                "/token/example-app-ios/",
                "/token/sdk-page",
            })
    void postWhenIosSampleAppAsksThenCreated(String target) {
        RawAnswer answer = send("""
            POST %s HTTP/1.1
            Host: localhost:8080
            Authorization: %s
            Accept: application/json
            Accept-Language: en-US,en;q=0.9
            Accept-Encoding: gzip, deflate
            Content-Length: 0
            User-Agent: ExampleApp/1 CFNetwork/3826.400.120 Darwin/24.3.0
            Connection: keep-alive

            """.formatted(target, CREDENTIAL));
        assertCreated(answer);
    }

    /** A POST of an old client without any length at all. */
    @Test
    void postWhenNoLengthIsToldThenCreated() {
        assertCreated(send("""
            POST /token/example-app-ios HTTP/1.1
            Host: localhost:8080
            Authorization: %s
            Accept: application/json

            """.formatted(CREDENTIAL)));
    }

    /** Talkdesk's Android sample app: JSON by name, and nothing in it. */
    @Test
    void postWhenAndroidSampleAppAsksThenCreated() {
        RawAnswer answer = send("""
            POST /token/example-app-ios HTTP/1.1
            Authorization: %s
            Content-Type: application/json; charset=UTF-8
            Content-Length: 0
            Host: 10.0.2.2:8080
            Connection: Keep-Alive
            Accept-Encoding: gzip
            User-Agent: okhttp/4.9.0

            """.formatted(CREDENTIAL));
        assertCreated(answer);
    }

    /** As the sample server's page shows it: a trailing slash, and curl's own headers. */
    @Test
    void postWhenPathEndsInSlashThenCreatedWithoutRedirect() {
        assertCreated(send("""
            POST /token/example-app-ios/ HTTP/1.1
            Host: localhost:8080
            Authorization: %s
            User-Agent: curl/8.5.0
            Accept: */*

            """.formatted(CREDENTIAL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/token/", "/token/example-app-ios", "/token/example-app-ios/", "/token?"})
    void getWhenJsonIsReadThenIdentityAndToken(String target) {
        RawAnswer answer = send("""
            GET %s HTTP/1.1
            Host: localhost:8080
            Authorization: %s

            """.formatted(target, CREDENTIAL));
        assertThat(answer.head()).startsWith("HTTP/1.1 200");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.members()).containsExactly("identity", "token", "token_type", "expires_in", "scope");
        assertThat(answer.json().path("identity").stringValue()).isEqualTo(WholeApp.CALLER);
        assertThat(answer.json().path("token").stringValue()).isEqualTo(Talkdesk.TOKEN);
        assertThat(answer.json().path("token_type").stringValue()).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").intValue()).isBetween(590, 600);
        assertThat(answer.json().path("scope").stringValue()).isEqualTo(Talkdesk.SCOPE);
        assertTokenHeaders(answer);
        assertThat(Talkdesk.calls()).isEqualTo(1);
    }

    /** HTTP/1.0, as some health checkers and very small clients speak it: no Host, the body ends with the connection. */
    @Test
    void getWhenHttp10ThenAnswered() {
        RawAnswer answer = send("GET /token?format=text HTTP/1.0\nAuthorization: %s\n\n".formatted(CREDENTIAL));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Talkdesk.TOKEN);
    }

    private static void assertCreated(RawAnswer answer) {
        assertThat(answer.head()).startsWith("HTTP/1.1 201");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.members()).containsExactly("auth_token", "expires_in");
        assertThat(answer.json().path("auth_token").stringValue()).isEqualTo(Talkdesk.TOKEN);
        assertThat(answer.json().path("expires_in").intValue()).isBetween(590, 600);
        assertTokenHeaders(answer);
        assertThat(Talkdesk.calls()).isEqualTo(1);
    }

    private RawAnswer send(String request) {
        return RawConnection.exchange(port, request.replace("\n", "\r\n"));
    }
}
