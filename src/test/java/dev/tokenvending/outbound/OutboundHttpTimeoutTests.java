package dev.tokenvending.outbound;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody waits beyond the timeout, and nothing goes on behind the back of a caller who has left. */
@Timeout(60)
class OutboundHttpTimeoutTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final int MOST = 100_000_000;

    private final OutboundHttp http = new OutboundHttp(AMPLE);

    @AfterEach
    void close() {
        http.close();
    }

    static Stream<Arguments> slowness() {
        return Stream.of(
                slow("silence", (_, _, _) -> {}),
                slow("silence after the headers", (_, _, wire) -> wire.say(HEAD + "Content-Length: 500\r\n\r\n")),
                slow("status line that drips", (_, _, wire) -> wire.drip("H")),
                slow("headers that drip", (_, _, wire) -> {
                    wire.say(HEAD);
                    wire.drip("X-More: 1\r\n");
                }),
                slow("interim answers without end", (_, _, wire) -> wire.drip("HTTP/1.1 100 Continue\r\n\r\n")),
                slow("body that drips", (_, _, wire) -> {
                    wire.say(HEAD + "Content-Length: 60000\r\n\r\n");
                    wire.drip("a");
                }),
                slow("chunks that drip", (_, _, wire) -> {
                    wire.say(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    wire.drip("1\r\na\r\n");
                }),
                slow("body that drips until the end of the connection", (_, _, wire) -> {
                    wire.say(HEAD + "\r\n");
                    wire.drip("a");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void callWhenServerIsSlowThenLateAndTheConnectionEnds(String name, RawServer.Script script) throws IOException {
        try (RawServer server = new RawServer(script)) {
            assertLate(server.tokenUrl());
            await().untilAtomic(server.open, is(0));
        }
    }

    /** The server waits for what it can take for a request; the bytes of a TLS handshake are none. */
    @Test
    void callWhenTlsHandshakeHangsThenLateAndTheConnectionEnds() throws IOException {
        try (RawServer server = RawServer.saying("")) {
            assertLate(URI.create(server.tokenUrl().toString().replace("http:", "https:")));
            await().untilAtomic(server.open, is(0));
        }
    }

    @Test
    void callWhenTheNameServerHangsThenLate() {
        assertLate(URI.create("https://" + HangingNames.HOST + "/"));
    }

    @Test
    void callWhenNobodyTakesTheConnectionThenLate() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            assertLate(url);
            try (OutboundHttp impatient = new OutboundHttp(SHORT)) {
                assertThatExceptionOfType(HttpTimeoutException.class)
                        .isThrownBy(() -> impatient.post(url, "{}", AMPLE, MOST));
            }
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Linux takes one connection more than the backlog says, and lets the others wait. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        }
        return waiting;
    }

    @Test
    void postWhenAskedTwiceThenBothWithinTheTimeout() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
            if (number % 2 == 1) {
                wire.cut();
            }
        })) {
            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> http.post(server.tokenUrl(), "{}", SHORT, MOST));
            await().untilAtomic(server.open, is(0));
        }
    }

    private static Arguments slow(String name, RawServer.Script script) {
        return Arguments.of(name, script);
    }

    private void assertLate(URI url) {
        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> http.post(url, "{}", SHORT, MOST));
        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> http.get(url, SHORT, MOST));
    }
}
