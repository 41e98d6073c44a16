package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** Bodies are never read: whatever one holds, however long it is or whether it ever ends. */
@WholeApp
class BodyTests {

    private static final int MEBIBYTE = 1024 * 1024;

    private final int port;

    BodyTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | format=text&min_ttl=-1&format=text",
                "application/x-www-form-urlencoded | %zz=%00",
                "application/x-www-form-urlencoded;charset=utf-16 | abc",
                "application/json | {\"format\":\"text\"}",
                "application/json | {",
                "application/xml | <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
                "multipart/form-data; boundary=b | --b",
                "multipart/form-data | no boundary at all",
                "text/plain;charset=utf-8 | \u00ff\u00fe",
                "nonsense | nonsense",
            })
    void postWhenBodyHoldsAnythingThenCreated(String type, String body) {
        RawAnswer answer = Wire.post("/token/example-app-ios")
                .asCaller()
                .with("Content-Type", type)
                .sending(body)
                .to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("auth_token").stringValue()).isEqualTo(Talkdesk.TOKEN);
    }

    @Test
    void postWhenBodyIsMultipartThenCreated() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ntext\r\n--b--\r\n";
        RawAnswer answer = Wire.post("/token")
                .asCaller()
                .with("Content-Type", "multipart/form-data; boundary=b")
                .sending(body)
                .to(port);
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void getWhenItHasABodyThenVended() {
        RawAnswer answer = Wire.get("/token")
                .asCaller()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .sending("format=text")
                .to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void postWhenBodyIsExactlyAsLongAsItMayBeThenCreated() {
        assertThat(Wire.post("/token")
                        .asCaller()
                        .sending("x".repeat(MEBIBYTE))
                        .to(port)
                        .status())
                .isEqualTo(201);
    }

    /** The client is still sending while it is refused, and gets to read the refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void requestWhenBodyHasTenMebibytesThenTooLarge(String method) {
        RawAnswer answer = Wire.of(method, "/token")
                .asCaller()
                .sending("x".repeat(10 * MEBIBYTE))
                .to(port);
        assertProblem(answer, "too_large");
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000", "2147483648", "9223372036854775807"})
    void postWhenBodyIsOnlyAnnouncedThenTooLarge(String length) {
        RawAnswer answer =
                Wire.post("/token").asCaller().with("Content-Length", length).to(port);
        assertProblem(answer, "too_large");
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void postWhenChunksHaveTenMebibytesThenCreated() {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String request = Wire.post("/token")
                        .asCaller()
                        .with("Transfer-Encoding", "chunked")
                        .toString() + chunk.repeat(160) + "0\r\n\r\n";
        RawAnswer answer = RawConnection.exchange(port, request);
        assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n\r\nonly this", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"})
    void postWhenBodyNeverEndsThenAnsweredAllTheSame(String rest) {
        String request = "POST /token HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD) + "\r\n" + rest;
        RawAnswer answer = RawConnection.exchange(port, request);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("auth_token").stringValue()).isEqualTo(Talkdesk.TOKEN);
    }

    @Test
    void postWhenBodyNeverEndsAndCallerIsUnknownThenUnauthenticated() {
        RawAnswer answer = Wire.post("/token").with("Content-Length", "1000").to(port);
        assertProblem(answer, "unauthenticated");
    }

    @Test
    void postWhenClientWaitsToBeToldToGoOnThenItIs() throws IOException {
        Wire head =
                Wire.post("/token").asCaller().with("Expect", "100-continue").with("Content-Length", "4");
        try (RawConnection connection = new RawConnection(port)) {
            connection.write(head.toString());
            RawAnswer answer = connection.read();
            if (answer.status() == 100) {
                connection.write("body");
                answer = connection.read();
            }
            assertThat(answer.status()).isEqualTo(201);
        }
    }

    @Test
    void postWhenClientWaitsToSendTooMuchThenTooLarge() {
        RawAnswer answer = Wire.post("/token")
                .asCaller()
                .with("Expect", "100-continue")
                .with("Content-Length", "2000000")
                .to(port);
        assertProblem(answer, "too_large");
    }

    /** What was not read of one request is not taken for the next one. */
    @Test
    void postWhenConnectionStaysThenNextRequestIsItsOwn() throws IOException {
        String smuggled = "GET /token/no-such-app HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String request = "POST /token HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD), smuggled.length(), smuggled);
        try (RawConnection connection = new RawConnection(port)) {
            connection.write(request);
            assertThat(connection.read().status()).isEqualTo(201);
            connection.write(Wire.get("/token?format=text").asCaller().toString());
            assertThat(connection.read().body()).isEqualTo(Talkdesk.TOKEN);
        }
    }
}
