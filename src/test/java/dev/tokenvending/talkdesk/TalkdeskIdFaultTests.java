package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can go wrong between {@link TalkdeskId} and a token endpoint, over real sockets. */
class TalkdeskIdFaultTests {

    private static final int LARGEST_BODY = 65_536;
    private static final String GOOD = TestAnswer.good().json();

    private final TestDoor door = new TestDoor();

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("cut before the answer", "connection_broken", 2, (_, _, wire) -> wire.cut()),
                fault("cut in mid-header", "not_http", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Ty");
                    wire.cut();
                }),
                fault("cut in mid-body", "connection_broken", 2, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":");
                    wire.cut();
                }),
                fault("cut in a body of unknown length", "not_json", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\n\r\n" + GOOD.substring(0, GOOD.length() - 1));
                    wire.cut();
                }),
                fault("cut in mid-chunk", "connection_broken", 2, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{");
                    wire.cut();
                }),
                fault("no end of chunks", "connection_broken", 2, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(GOOD.length()) + "\r\n" + GOOD + "\r\n");
                    wire.cut();
                }),
                fault("another protocol", "not_http", 1, (_, _, wire) -> {
                    wire.say("SSH-2.0-OpenSSH_9.6\r\n");
                    wire.hold();
                }),
                fault(
                        "garbage before the answer",
                        "not_http",
                        1,
                        (_, _, wire) -> wire.say("garbage\r\n" + RawServer.http(200, GOOD))),
                fault("empty lines for ever", "too_large", 1, (_, _, wire) -> wire.sayForEver("\r\n")),
                fault("headers for ever", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\n");
                    wire.sayForEver("X-More: more\r\n");
                }),
                fault("one header for ever", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nX-More: ");
                    wire.sayForEver("more");
                }),
                fault("body for ever", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    wire.sayForEver(" ".repeat(1024));
                }),
                fault("chunks for ever", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.sayForEver("400\r\n" + " ".repeat(1024) + "\r\n");
                }),
                fault(
                        "body one byte too long",
                        "too_large",
                        1,
                        (_, _, wire) -> wire.say(RawServer.http(200, padded(LARGEST_BODY + 1)))),
                fault("large body that then stops", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + " ".repeat(70_000));
                    wire.hold();
                }),
                fault("large chunk that then stops", "too_large", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3b9aca00\r\n" + " ".repeat(70_000));
                    wire.hold();
                }),
                fault(
                        "gateway's HTML",
                        "http_502",
                        2,
                        (_, _, wire) -> wire.say(RawServer.http(502, "<html>Bad Gateway</html>"))),
                fault(
                        "login page",
                        "not_json",
                        1,
                        (_, _, wire) -> wire.say(RawServer.http(200, "<html>Log in</html>"))),
                fault("no content", "http_204", 1, (_, _, wire) -> wire.say("HTTP/1.1 204 No Content\r\n\r\n")),
                fault("empty body", "not_json", 1, (_, _, wire) -> wire.say(RawServer.http(200, ""))),
                fault("switched protocol", "not_http", 1, (_, _, wire) -> {
                    wire.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n");
                    wire.cut();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void exchangeWhenTheWireFailsThenUnavailable(String name, String reason, int attempts, RawServer.Script script)
            throws IOException {
        try (RawServer server = new RawServer(script)) {
            assertUnavailable(server.tokenUrl(), reason);
            assertThat(server.requests).hasSize(attempts);
        }
    }

    @Test
    void exchangeWhenBodyIsAsLargeAsAllowedThenToken() throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(200, padded(LARGEST_BODY)))) {
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()))).isInstanceOf(Exchange.Issued.class);
        }
    }

    @Test
    void exchangeWhenTextIsNotUtf8ThenNoToken() throws IOException {
        byte[] body = TestAnswer.good().json().replace("eyJ", "\u00e9yJ").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(answeredBy(body, "application/json", null)).isEqualTo("malformed_token");
    }

    @Test
    void exchangeWhenBodyIsCompressedThenNotDecoded() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(10_000_000).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(bomb.size()).isLessThan(LARGEST_BODY);
        assertThat(answeredBy(bomb.toByteArray(), "application/json", "gzip")).isEqualTo("not_json");
    }

    @Test
    void exchangeWhenRedirectedThenNotFollowed() throws IOException {
        try (RawServer target = RawServer.saying(RawServer.http(200, GOOD))) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                String redirect = RawServer.http(status, GOOD, "Location: " + target.tokenUrl());
                try (RawServer server = RawServer.saying(redirect)) {
                    assertUnavailable(server.tokenUrl(), "http_" + status);
                    assertThat(server.requests).hasSize(1);
                }
            }
            assertThat(target.connections).hasValue(0);
        }
    }

    @Test
    void exchangeWhenNobodyListensThenUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertUnavailable(URI.create("http://127.0.0.1:" + port + "/oauth/token"), "connect_refused");
    }

    @Test
    void exchangeWhenHostIsUnknownThenUnavailable() {
        assertUnavailable(URI.create("http://nonexistent.invalid/oauth/token"), "unknown_host");
    }

    @Test
    void exchangeWhenCertificateIsNobodysThenUnavailable() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson(GOOD)));
            assertUnavailable(URI.create("https://localhost:" + server.httpsPort() + "/oauth/token"), "tls_failed");
            assertThat(server.getAllServeEvents()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void exchangeWhenTheServerClosedTheIdleConnectionThenServedByTheRetry() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
            if (number == 2) {
                wire.cut();
            } else {
                wire.say(RawServer.http(200, GOOD));
            }
        })) {
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()))).isInstanceOf(Exchange.Issued.class);
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()))).isInstanceOf(Exchange.Issued.class);
            assertThat(server.connections).hasValue(2);
        }
    }

    private void assertUnavailable(URI tokenUrl, String reason) {
        Exchange result = door.exchange(TestAccounts.account(tokenUrl));
        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) result).upstream().reason()).isEqualTo(reason);
    }

    private String answeredBy(byte[] body, String type, @Nullable String encoding) {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            var answer = WireMock.ok().withHeader("Content-Type", type).withBody(body);
            server.stubFor(WireMock.any(WireMock.anyUrl())
                    .willReturn(encoding == null ? answer : answer.withHeader("Content-Encoding", encoding)));
            Exchange result = door.exchange(TestAccounts.account(URI.create(server.baseUrl() + "/oauth/token")));
            return ((Unavailable) result).upstream().reason();
        } finally {
            server.stop();
        }
    }

    private static String padded(int length) {
        return GOOD + " ".repeat(length - GOOD.length());
    }

    private static Arguments fault(String name, String reason, int attempts, RawServer.Script script) {
        return Arguments.of(name, reason, attempts, script);
    }
}
