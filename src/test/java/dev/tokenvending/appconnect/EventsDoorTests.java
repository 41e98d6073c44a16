package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Wire;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The side door over HTTP, before a Talkdesk whose key is ours. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "appconnect.app-ids=" + TestEvents.APP,
            "appconnect.allowed-domains=127.0.0.1",
            "token-vending.apps.mobile.account-claim=tenant",
            "token-vending.apps.mobile.account-issuers=customers",
        })
@ActiveProfiles("sandbox")
@ExtendWith(OutputCaptureExtension.class)
class EventsDoorTests {

    private static final String TOKEN = "c4nary-token-Bn64kXa2MvUc45eTz8Ho";
    private static final int LARGEST = 256 * 1024;
    private static final KeyPair KEY = TestSignatures.keyPair("secp256r1");
    private static final KeyPair OTHER = TestSignatures.keyPair("secp256r1");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final RawServer TALKDESK = talkdesk();

    private final int port;
    private final String event = "event-" + NUMBER.incrementAndGet();

    EventsDoorTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    private static RawServer talkdesk() {
        try {
            return new RawServer((_, request, wire) -> wire.say(answer(request)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String answer(String request) {
        if (request.startsWith("GET /keys/key-1 ")) {
            return RawServer.http(
                    200, Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()));
        }
        if (request.startsWith("POST /oauth/token ")) {
            return RawServer.http(200, """
                {"access_token":"%s","token_type":"Bearer","expires_in":600,"scope":"apps:write"}\
                """.formatted(TOKEN));
        }
        return RawServer.http(
                request.startsWith("POST /apps/") ? 200 : request.startsWith("GET /keys/down") ? 500 : 404, "{}");
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("appconnect.signature-key-url", () -> TALKDESK.tokenUrl().resolve("/keys/") + "{id}");
        String issuer = "token-vending.callers.issuers[0].";
        registry.add(issuer + "name", () -> "customers");
        registry.add(issuer + "issuer", () -> "https://customers.example.com/");
        registry.add(issuer + "audiences", () -> "example-app");
        registry.add(issuer + "jwks-uri", () -> "https://customers.example.com/jwks");
    }

    @BeforeEach
    void logEverything() {
        level(LogLevel.TRACE);
    }

    @AfterEach
    void logAsUsual() {
        level(LogLevel.INFO);
    }

    private static void level(LogLevel level) {
        LoggingSystem.get(EventsDoorTests.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
    }

    @AfterAll
    static void close() throws IOException {
        TALKDESK.close();
    }

    @Test
    void postWhenSignedThenTakenAndAcknowledgedAndNoSecretIsLogged(CapturedOutput output) {
        RawAnswer answer = post(json(installed()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        await().until(() -> TALKDESK.requests.stream().anyMatch(it -> it.startsWith("POST /apps/")));
        String key = TestKeys.good().lines().skip(1).findFirst().orElseThrow();
        assertThat(output.toString()).as("all of it is logged").contains("TRACE", "DispatcherServlet", "applied");
        assertThat(output.toString().contains("c4nary-client-secret"))
                .as("client secret")
                .isFalse();
        assertThat(output.toString().contains(key)).as("private key").isFalse();
        assertThat(output.toString().contains(TOKEN)).as("token").isFalse();
    }

    static Stream<Wire> refused() {
        String body = json(TestEvents.installed("refused", TestEvents.NOON));
        Map<String, Object> foreign = TestEvents.installed("refused", TestEvents.NOON);
        foreign.put("app_id", "not-ours");
        Wire post = Wire.post("/appconnect/events").sending(body);
        String good = sign(body, KEY);
        return Stream.of(
                post,
                signed("", good),
                signed(body + " ", good),
                post.with("X-Hub-Ecdsa-Signature", good),
                post.with("X-Hub-Ecdsa-Signature-Id", "key-1"),
                signed(body, ""),
                signed(body, "zz"),
                signed(body, "00".repeat(64)),
                signed(body, "ab".repeat(10_000 / 2)),
                signed(body, sign(body, OTHER)),
                post.with("X-Hub-Ecdsa-Signature", good).with("X-Hub-Ecdsa-Signature-Id", "key-2"),
                post.with("X-Hub-Ecdsa-Signature", good).with("X-Hub-Ecdsa-Signature-Id", "../keys/key-1"),
                signed("{}", sign("{}", KEY)),
                signed("c4nary", sign("c4nary", KEY)),
                signed(json(foreign), sign(json(foreign), KEY)),
                // Its links lead elsewhere.
                signed(body, good));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void postWhenItIsNotToBeBelievedThenOneAndTheSameAnswer(Wire request) {
        RawAnswer usual = Wire.post("/appconnect/events").sending("{}").to(port);
        RawAnswer answer = request.to(port);
        assertRefused(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Signature realm=\"appconnect\"");
        assertThat(nameless(answer)).isEqualTo(nameless(usual));
        assertThat(answer.steadyHeaders()).isEqualTo(usual.steadyHeaders());
    }

    @Test
    void postWhenTheKeyCannotBeHadThenToComeAgain() {
        String body = json(installed());
        RawAnswer answer = Wire.post("/appconnect/events")
                .with("X-Hub-Ecdsa-Signature", sign(body, KEY))
                .with("X-Hub-Ecdsa-Signature-Id", "down")
                .sending(body)
                .to(port);
        assertRefused(answer, 503, "upstream_unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
    }

    @Test
    void postWhenBodyIsAsLargeAsMayBeThenTaken() {
        String body = json(installed());
        assertThat(post(body + " ".repeat(LARGEST - body.length())).status()).isEqualTo(200);
    }

    @Test
    void postWhenBodyIsLargerThenTooLarge() {
        String body = json(installed());
        assertRefused(post(body + " ".repeat(LARGEST + 1 - body.length())), 413, "too_large");
    }

    /** Nobody is made to read what nobody claims to have signed. */
    @Test
    void postWhenThereIsNoSignatureThenRefusedBeforeTheBodyHasCome() throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            connection.write("POST /appconnect/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void askWhenMethodIsAnotherThenNotAllowed(String method) {
        RawAnswer answer = Wire.of(method, "/appconnect/events").to(port);
        assertRefused(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/appconnect/events/", "/appconnect", "/appconnect/events/x", "/appconnect//events"})
    void postWhenPathIsAnotherThenNothingIsTaken(String path) {
        String body = json(installed());
        assertThat(signed(path, body, sign(body, KEY)).to(port).status()).isBetween(400, 404);
    }

    private static void assertRefused(RawAnswer answer, int status, String code) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(answer.members()).containsExactly("type", "title", "status", "detail", "code", "request_id");
        assertThat(answer.json().path("code").stringValue()).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("c4nary");
    }

    private Map<String, Object> installed() {
        Map<String, Object> made = TestEvents.installed(event, Instant.now());
        String origin = TALKDESK.tokenUrl().resolve("/").toString();
        made.put(
                "_links",
                Map.of(
                        "root", Map.of("href", origin.substring(0, origin.length() - 1)),
                        "tokens", Map.of("href", TALKDESK.tokenUrl().toString())));
        return made;
    }

    private RawAnswer post(String body) {
        return signed(body, sign(body, KEY)).to(port);
    }

    private static Wire signed(String body, String signature) {
        return signed("/appconnect/events", body, signature);
    }

    private static Wire signed(String path, String body, String signature) {
        return Wire.post(path)
                .with("X-Hub-Ecdsa-Signature", signature)
                .with("X-Hub-Ecdsa-Signature-Id", "key-1")
                .sending(body);
    }

    private static String sign(String body, KeyPair key) {
        return HexFormat.of()
                .formatHex(TestSignatures.sign(body.getBytes(StandardCharsets.UTF_8), key, "SHA512withECDSA"));
    }

    private static String json(Map<String, Object> event) {
        return new String(TestEvents.json(event), StandardCharsets.UTF_8);
    }

    private static String nameless(RawAnswer answer) {
        return answer.body().replace(answer.header("X-Request-Id"), "");
    }
}
