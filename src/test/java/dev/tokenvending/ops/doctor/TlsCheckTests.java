package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCheckTests {

    private static final String HOST = "acme.talkdeskid.example";
    private static final int PLENTY = 20_000;

    @TempDir
    private Path directory = Path.of("");

    private static Finding check(int port, int patience, @Nullable KeyStore trust) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return new TlsCheck(HOST, port, Clock.systemUTC(), patience, trust).on(socket);
        }
    }

    @Test
    void onWhenCertificateIsGoodThenProtocolIssuerAndDays() throws Exception {
        try (TestTls server = new TestTls(directory, "-validity", "401", "-ext", "san=dns:" + HOST)) {
            assertThat(check(server.port(), PLENTY, server.trusted()))
                    .isEqualTo(new Right("TLSv1.3, certificate for " + HOST + " by CN=Test, good for 400 more days."));
        }
    }

    @Test
    void onWhenCertificateEndsSoonThenWarning() throws Exception {
        try (TestTls server = new TestTls(directory, "-validity", "10", "-ext", "san=dns:" + HOST)) {
            assertThat(check(server.port(), PLENTY, server.trusted()))
                    .isInstanceOfSatisfying(
                            Warning.class, found -> assertThat(found.text()).contains("good for 9 more days"));
        }
    }

    @Test
    void onWhenCertificateIsSelfSignedThenNotTrusted() throws Exception {
        try (TestTls server = new TestTls(directory, "-validity", "400", "-ext", "san=dns:" + HOST)) {
            assertWrong(check(server.port(), PLENTY, null), "does not trust", "signed by itself: CN=Test", "proxy");
        }
    }

    @Test
    void onWhenCertificateHasExpiredThenSaid() throws Exception {
        try (TestTls server =
                new TestTls(directory, "-startdate", "-100d", "-validity", "30", "-ext", "san=dns:" + HOST)) {
            assertWrong(check(server.port(), PLENTY, null), "expired on 20", "clock");
        }
    }

    @Test
    void onWhenCertificateIsOfTheFutureThenSaid() throws Exception {
        try (TestTls server =
                new TestTls(directory, "-startdate", "+10d", "-validity", "30", "-ext", "san=dns:" + HOST)) {
            assertWrong(check(server.port(), PLENTY, null), "good from 20", "Set this machine's clock");
        }
    }

    @Test
    void onWhenCertificateIsForAnotherHostThenBothAreNamed() throws Exception {
        try (TestTls server =
                new TestTls(directory, "-validity", "400", "-ext", "san=dns:login.example.com,dns:b.example.com")) {
            assertWrong(
                    check(server.port(), PLENTY, server.trusted()),
                    "not for " + HOST + " but for login.example.com, b.example.com",
                    "Check the host's name");
        }
    }

    @Test
    void onWhenPortIsForPlainHttpThenSaid() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertWrong(check(plain.getLocalPort(), PLENTY, null), "does not speak TLS", "plain http");
        }
    }

    @Test
    void onWhenConnectionIsCutThenSaid() throws Exception {
        try (ServerSocket cutting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(cutting, ""));
            assertWrong(check(cutting.getLocalPort(), PLENTY, null), "before a certificate was shown", "TLS 1.2");
        }
    }

    @Test
    void onWhenNobodyAnswersThenBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertWrong(check(silent.getLocalPort(), 50, null), "No answer to TLS within 50 ms", "swallows");
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void assertWrong(Finding finding, String... parts) {
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Wrong.class,
                        wrong -> assertThat(wrong.text() + " " + wrong.toDo()).contains(parts));
    }
}
