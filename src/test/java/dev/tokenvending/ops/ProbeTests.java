package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;

/** {@code monitoring/probe} says well only when a phone would be. */
@WatchedApp
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The prober is a shell script")
class ProbeTests {

    private static final String GOOD = "{\"identity\":\"a\",\"token\":\"c4nary.x_-\",\"expires_in\":599}";
    private static final String JSON = "application/json";
    private static final String PASSWORD = "a \"quote\", a \\ and a 'third'";

    private final int port;

    ProbeTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    private record Result(int exitCode, String output) {}

    @Test
    void probeWhenServiceIsWellThenWell() throws Exception {
        Result result = probe(port, Map.of("PROBE_SANDBOX", "1"), SandboxApp.CALLER, SandboxApp.PASSWORD);
        assertThat(result.output()).contains("well, a token with 59").doesNotContain("eyJ");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void probeWhenTokenIsTheSandboxsThenNot() throws Exception {
        assertFailed(probe(port, Map.of(), SandboxApp.CALLER, SandboxApp.PASSWORD), "it is the sandbox's");
    }

    @Test
    void probeWhenItsOwnCredentialIsWrongThenNot() throws Exception {
        assertFailed(probe(port, Map.of("PROBE_SANDBOX", "1"), SandboxApp.CALLER, "wrong"), "the token: status 401");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "503; application/json; no-store; 401; {}; the token: status 503",
                "201; application/json; no-store; 401; -; the token: status 201",
                "200; text/plain; no-store; 401; -; Content-Type is 'text/plain'",
                "200; application/jsonx; no-store; 401; -; Content-Type is 'application/jsonx'",
                "200; application/json; private; 401; -; Cache-Control is 'private'",
                "200; application/json; no-store; 401; {\"token\":\"\",\"expires_in\":9}; there is none",
                "200; application/json; no-store; 401; {\"auth_token\":\"c4nary\",\"expires_in\":9}; there is none",
                "200; application/json; no-store; 401; {\"token\":\"c4nary\",\"expires_in\":0}; expires_in is '0'",
                "200; application/json; no-store; 401; {\"token\":\"c4nary\"}; expires_in is ''",
                "200; application/json; no-store; 200; -; the wrong credential: status 200",
                "200; application/json; no-store; 403; -; the wrong credential: status 403",
            })
    void probeWhenAnswerIsNotAsItShouldBeThenNot(
            int status, String type, String caching, int refusal, @Nullable String body, String complaint)
            throws Exception {
        try (Fake service = new Fake(status, type, caching, refusal, body == null ? GOOD : body)) {
            assertFailed(probe(service.port(), Map.of(), "a", PASSWORD), complaint);
        }
    }

    @Test
    void probeWhenPasswordHasQuotesThenItArrivesAsItIs() throws Exception {
        try (Fake service = new Fake(200, JSON, "no-store", 401, GOOD)) {
            Result result = probe(service.port(), Map.of(), "a", PASSWORD);
            assertThat(result.output()).isEqualTo("probe: well, a token with 599 s of life\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void probeWhenItHasAnApiKeyThenItSendsThat() throws Exception {
        try (Fake service = new Fake(200, JSON, "no-store", 401, GOOD)) {
            Result result = probe(service.port(), Map.of("PROBE_API_KEY", PASSWORD), "", "");
            assertThat(result.output()).isEqualTo("probe: well, a token with 599 s of life\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void probeWhenNobodyAnswersThenNot() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertFailed(
                    probe(silent.getLocalPort(), Map.of("PROBE_TIMEOUT", "1"), "a", PASSWORD), "the token: no answer");
        }
    }

    @Test
    void probeWhenNotToldWithWhatThenNot() throws Exception {
        assertFailed(probe(port, Map.of(), "", ""), "PROBE_API_KEY");
        assertFailed(probe(port, Map.of("PROBE_URL", ""), "a", "b"), "PROBE_URL is not set");
    }

    private static void assertFailed(Result result, String complaint) {
        assertThat(result.output()).contains(complaint).doesNotContain("well", "c4nary", "eyJ", "quote");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private static Result probe(int port, Map<String, String> settings, String username, String password)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", Monitoring.DIRECTORY.resolve("probe").toString()).redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>();
        environment.put("PROBE_URL", "http://127.0.0.1:" + port + "/token");
        environment.put("PROBE_USERNAME", username);
        environment.put("PROBE_PASSWORD", password);
        environment.put("NO_PROXY", "*");
        environment.putAll(settings);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** Answers the good credential as it is told, and others with the refusal. */
    private record Fake(HttpServer server) implements AutoCloseable {

        Fake(int status, String type, String caching, int refusal, String body) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.createContext("/token", exchange -> {
                boolean known = Wire.basic("a", PASSWORD)
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        || PASSWORD.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"));
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.getResponseHeaders().set("Cache-Control", caching);
                answer(exchange, known ? status : refusal, known ? body : "{}");
            });
            server.start();
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
