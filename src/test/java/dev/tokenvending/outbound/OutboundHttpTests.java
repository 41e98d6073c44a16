package dev.tokenvending.outbound;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.tokenvending.talkdesk.RawServer.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that go well, and servers that answer wrongly; {@link OutboundHttpTimeoutTests} has those that are slow. */
@Timeout(60)
class OutboundHttpTests {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final int MOST = 1000;

    private final OutboundHttp http = new OutboundHttp(AMPLE);

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void postWhenAnsweredThenStatusAndBody() throws IOException {
        try (RawServer server = RawServer.saying(http(200, "{\"é\":1}"))) {
            assertThat(http.post(server.tokenUrl(), "{\"ü\":1}", AMPLE, MOST))
                    .isEqualTo(new OutboundHttp.Reply(200, "{\"é\":1}"));
            assertThat(server.requests)
                    .singleElement()
                    .asString()
                    .startsWith("POST /oauth/token HTTP/1.1\r\n")
                    .contains("\r\nContent-Type: application/json\r\n", "\r\nAccept: application/json\r\n")
                    .doesNotContainIgnoringCase("upgrade", "authorization", "cookie")
                    .endsWith("{\"ü\":1}");
        }
    }

    @Test
    void getWhenAnsweredThenStatusAndBody() throws IOException {
        try (RawServer server = RawServer.saying(http(404, "no"))) {
            assertThat(get(server)).isEqualTo(new OutboundHttp.Reply(404, "no"));
            assertThat(server.requests).singleElement().asString().startsWith("GET /oauth/token HTTP/1.1\r\n");
        }
    }

    @Test
    void getWhenThereIsACredentialThenItIsSent() throws IOException {
        try (RawServer server = RawServer.saying(http(200, "yes"))) {
            assertThat(http.get(server.tokenUrl(), "Bearer c4nary", AMPLE, MOST).body())
                    .isEqualTo("yes");
            assertThat(server.requests)
                    .singleElement()
                    .asString()
                    .startsWith("GET /oauth/token HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nAuthorization: Bearer c4nary\r\n")
                    .containsIgnoringCase("\r\nAccept: application/json\r\n");
        }
    }

    @Test
    void getWhenAskedAgainThenOverTheSameConnection() throws IOException {
        try (RawServer server = RawServer.saying(http(200, "{}"))) {
            get(server);
            get(server);
            post(server);
            assertThat(server.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void postWhenRedirectedThenNotFollowed(int status) throws IOException {
        try (RawServer elsewhere = RawServer.saying(http(200, "{}"));
                RawServer server =
                        RawServer.saying(http(status, "", "Location: " + elsewhere.tokenUrl(), "Set-Cookie: a=b"))) {
            assertThat(post(server).status()).isEqualTo(status);
            assertThat(get(server).status()).isEqualTo(status);
            assertThat(elsewhere.requests).isEmpty();
            assertThat(server.requests).noneMatch(request -> request.contains("a=b"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void postWhenACredentialIsAskedForThenNoneIsSent(int status) throws IOException {
        try (RawServer server =
                RawServer.saying(http(status, "", "WWW-Authenticate: Basic", "Proxy-Authenticate: Basic"))) {
            assertThat(post(server).status()).isEqualTo(status);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void getWhenBodyIsAsLongAsMayBeThenTaken() throws IOException {
        String body = "x".repeat(MOST);
        try (RawServer server = RawServer.saying(http(200, body))) {
            assertThat(get(server).body()).isEqualTo(body);
        }
    }

    @Test
    void getWhenBodyIsLongerThanMayBeThenFails() throws IOException {
        try (RawServer server = RawServer.saying(http(200, "x".repeat(MOST + 1)))) {
            assertFails(server);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK; Content-Length: 2000000000;; | xxxxxxxxxx",
                "HTTP/1.1 200 OK; Transfer-Encoding: chunked;; | 2;xx;",
                "HTTP/1.1 200 OK; Transfer-Encoding: chunked;; | zz;",
                "HTTP/1.1 200 OK;; | xxxxxxxxxx",
                "HTTP/1.1 200 OK; X-More: | xxxxxxxxxx",
                "HTTP/1.1 200 OK; | X-More: 1;",
                "HTTP/1.1 ok;; | xxxxxxxxxx",
                "HTTP/1.1 | xxxxxxxxxx",
                "HTTP/1.1 100 Continue;; | HTTP/1.1 100 Continue;;",
            })
    void callWhenAnswerNeverEndsThenFailsAndTheConnectionEnds(String begin, String more) throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> {
            wire.say(begin.replaceAll("; ?", "\r\n"));
            wire.sayForEver(more.replace(";", "\r\n").repeat(100));
        })) {
            Duration patience = Duration.ofSeconds(5);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> http.get(server.tokenUrl(), patience, MOST));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> http.post(server.tokenUrl(), "{}", patience, MOST));
            await().untilAtomic(server.open, is(0));
        }
    }

    @Test
    void callWhenTheLastAnswerWasNoHttpThenGoesOnAsEver() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
            wire.say(number == 2 ? "garbage\r\n\r\n" : http(200, String.valueOf(number)));
        })) {
            assertThat(get(server).body()).isEqualTo("1");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(server));
            assertThat(get(server).body()).isEqualTo("3");
            assertThat(post(server).body()).isEqualTo("4");
            await().untilAtomic(server.open, is(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "garbage\r\n\r\n",
                "HTTP/1.1 ok\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
                "HTTP/1.1 200 OK\r\n",
                "\u0016\u0003\u0001\u0002",
                "\r\n\r\n",
            })
    void postWhenItIsNoHttpThenFails(String answer) throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> {
            wire.say(answer);
            wire.cut();
        })) {
            assertFails(server);
        }
    }

    /** What is no answer to the question must not be taken for one to the next. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nanswer"})
    void postWhenServerSaysMoreThanItWasAskedThenTheNextQuestionGetsItsOwnAnswer(String more) throws IOException {
        try (RawServer server =
                new RawServer((number, _, wire) -> wire.say(http(200, String.valueOf(number)) + more))) {
            for (int i = 1; i <= 20; i++) {
                assertThat(post(server).body()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void postWhenServerHasJustClosedTheConnectionThenAskedOverANewOne() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
            if (number == 2) {
                wire.cut();
            }
            wire.say(http(200, String.valueOf(number)));
        })) {
            assertThat(post(server).body()).isEqualTo("1");
            assertThat(post(server).body()).isEqualTo("3");
            assertThat(server.requests.get(2)).isEqualTo(server.requests.get(1));
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void callWhenServerAlwaysClosesTheConnectionThenAskedTwiceAndNotMore() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> wire.cut())) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(server));
            assertThat(server.requests).hasSize(2);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(server));
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void postWhenTheAnswerHasBegunThenAskedOnce() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> {
            wire.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{");
            wire.cut();
        })) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(server));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void postWhenNobodyListensThenFails() throws IOException {
        URI nobody;
        try (RawServer server = RawServer.saying("")) {
            nobody = server.tokenUrl();
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> http.post(nobody, "{}", AMPLE, MOST));
    }

    @Test
    void postWhenTheNameIsUnknownThenFails() {
        URI nowhere = URI.create("https://no-such-host.invalid/");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> http.post(nowhere, "{}", AMPLE, MOST));
    }

    @Test
    void postWhenTheServerSpeaksNoTlsThenFails() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> refuseOnce(plain));
            URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> http.post(url, "{}", AMPLE, MOST))
                    .withRootCauseInstanceOf(SSLException.class);
            server.join();
        }
    }

    private static void refuseOnce(ServerSocket plain) {
        try (Socket connection = plain.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 400 -\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void postWhenTheCertificateIsNotTrustedThenFailsAndNothingIsSent() {
        WireMockServer server = new WireMockServer(
                wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            URI url = URI.create("https://localhost:" + server.httpsPort() + "/");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> http.post(url, "{}", AMPLE, MOST))
                    .withCauseInstanceOf(SSLException.class);
            assertThat(server.getAllServeEvents()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void callWhenTheCallerIsInterruptedThenFailsAndStaysInterrupted() throws Exception {
        try (RawServer server = new RawServer((_, _, _) -> {})) {
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    outcome.set(post(server));
                } catch (IOException e) {
                    outcome.set(Thread.currentThread().isInterrupted());
                }
            });
            await().until(() -> server.requests.size() == 1);
            caller.interrupt();
            caller.join();
            assertThat(outcome).hasValue(true);
            await().untilAtomic(server.open, is(0));
        }
    }

    @Test
    void closeWhenACallIsUnderWayThenItFailsAndTheConnectionEnds() throws Exception {
        try (RawServer server = new RawServer((_, _, _) -> {})) {
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    outcome.set(post(server));
                } catch (IOException e) {
                    outcome.set("failed");
                }
            });
            await().until(() -> server.requests.size() == 1);
            http.close();
            caller.join();
            assertThat(outcome).hasValue("failed");
            await().untilAtomic(server.open, is(0));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(server));
        }
    }

    @Test
    void closeWhenConnectionsIdleThenTheyAndTheThreadEnd() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (RawServer server = RawServer.saying(http(200, "{}"))) {
            List<Thread> own;
            try (OutboundHttp one = new OutboundHttp(AMPLE)) {
                one.post(server.tokenUrl(), "{}", AMPLE, MOST);
                own = clientThreads(before);
                assertThat(own).isNotEmpty();
            }
            await().untilAtomic(server.open, is(0));
            await().until(() -> own.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void connectionsWhenTheInstanceIsForgottenThenTheyAndTheThreadEnd() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (RawServer server = RawServer.saying(http(200, "{}"))) {
            WeakReference<OutboundHttp> forgotten = askOnce(server);
            List<Thread> own = clientThreads(before);
            await().until(() -> {
                System.gc();
                return forgotten.get() == null
                        && server.open.get() == 0
                        && own.stream().noneMatch(Thread::isAlive);
            });
        }
    }

    private static WeakReference<OutboundHttp> askOnce(RawServer server) throws IOException {
        OutboundHttp one = new OutboundHttp(AMPLE);
        one.post(server.tokenUrl(), "{}", AMPLE, MOST);
        return new WeakReference<>(one);
    }

    private static List<Thread> clientThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toList());
    }

    private OutboundHttp.Reply get(RawServer server) throws IOException {
        return http.get(server.tokenUrl(), AMPLE, MOST);
    }

    private OutboundHttp.Reply post(RawServer server) throws IOException {
        return http.post(server.tokenUrl(), "{}", AMPLE, MOST);
    }

    private void assertFails(RawServer server) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> get(server))
                .isNotInstanceOf(HttpTimeoutException.class);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post(server))
                .isNotInstanceOf(HttpTimeoutException.class);
    }
}
