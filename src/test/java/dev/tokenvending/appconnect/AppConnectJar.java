package dev.tokenvending.appconnect;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.RunningProcess;
import dev.tokenvending.Wire;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.caller.TestTokens;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreSettings;
import dev.tokenvending.store.TestDatabases;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A database, a Talkdesk before it, and as many processes of the jar of this very build on it as are started. */
final class AppConnectJar implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Path TARGET =
            Path.of(System.getProperty("project.basedir", ".."), "target").toAbsolutePath();
    private static final Pattern TOLD = Pattern.compile("POST /apps/[^/]+/installations/([^/]+)/state ");
    private static final KeyPair KEY = TestSignatures.keyPair("secp256r1");
    private static final JWK CUSTOMERS = TestIssuerKeys.ec("customers-1");

    private final StoreSettings database = TestDatabases.postgres();
    private final Store store = TestDatabases.open(database);
    private final String encryptionKey = TestDatabases.newKey();
    private final RawServer talkdesk;

    /** Whether Talkdesk keeps those waiting who tell it something. */
    volatile boolean holds;

    AppConnectJar() throws IOException {
        talkdesk = new RawServer((_, request, wire) -> {
            if (holds && request.startsWith("POST /apps/")) {
                wire.hold();
            }
            wire.say(answer(request));
        });
    }

    private static String answer(String request) {
        if (request.startsWith("GET /keys/key-1 ")) {
            return RawServer.http(
                    200, Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()));
        }
        if (request.startsWith("POST /oauth/token ")) {
            String scope = request.contains("scope=apps") ? "apps:write" : "visual-sessions:execute";
            return RawServer.http(200, """
                {"access_token":"c4nary-token","token_type":"Bearer","expires_in":600,"scope":"%s"}\
                """.formatted(scope));
        }
        return RawServer.http(request.startsWith("POST /apps/") ? 200 : 404, "{}");
    }

    /** Starts one more, set up as in production. */
    RunningProcess start() throws IOException {
        return RunningProcess.start(
                TARGET,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "talkdesk-token-vending.jar",
                "--server.port=0",
                "--spring.datasource.url=" + TestDatabases.url(database),
                "--spring.datasource.username=postgres",
                "--token-vending.encryption-keys[0].id=test",
                "--token-vending.encryption-keys[0].key=" + encryptionKey,
                "--appconnect.app-ids=" + TestEvents.APP,
                "--appconnect.allowed-domains=127.0.0.1",
                "--appconnect.signature-key-url=" + talkdesk.tokenUrl().resolve("/keys/") + "{id}",
                "--token-vending.apps.mobile.account-claim=tenant",
                "--token-vending.apps.mobile.account-issuers=customers",
                "--token-vending.callers.issuers[0].name=customers",
                "--token-vending.callers.issuers[0].issuer=https://customers.example.com/",
                "--token-vending.callers.issuers[0].audiences=example-app",
                "--token-vending.callers.issuers[0].algorithms=ES256",
                "--token-vending.callers.issuers[0].public-key=" + TestIssuerKeys.pem(CUSTOMERS));
    }

    /** The port of one that has started and has reached the database. */
    static int awaitPort(RunningProcess process) {
        int port = Integer.parseInt(process.awaitLine("Tomcat started on port (\\d+)"));
        await().atMost(PATIENCE).until(() -> ask(port, "nobody").status() == 403);
        return port;
    }

    /** A user of that account asks for a token. */
    static RawAnswer ask(int port, String account) {
        String token = TestTokens.by(CUSTOMERS)
                .header("typ", "JWT")
                .claim("iss", "https://customers.example.com/")
                .claim("aud", "example-app")
                .claim("sub", "anna")
                .claim("tenant", account)
                .expiring(Instant.now().plusSeconds(600))
                .sign();
        return Wire.get("/token/mobile")
                .with("Authorization", "Bearer " + token)
                .to(port);
    }

    /** Delivers the event, as Talkdesk does, and gives the status of the answer. */
    static int post(int port, Map<String, Object> event) {
        String body = new String(TestEvents.json(event), StandardCharsets.UTF_8);
        byte[] signature = TestSignatures.sign(body.getBytes(StandardCharsets.UTF_8), KEY, "SHA512withECDSA");
        return Wire.post("/appconnect/events")
                .with("X-Hub-Ecdsa-Signature", HexFormat.of().formatHex(signature))
                .with("X-Hub-Ecdsa-Signature-Id", "key-1")
                .sending(body)
                .to(port)
                .status();
    }

    Map<String, Object> installed(String name) {
        Map<String, Object> event = TestEvents.installed("install-" + name, TestEvents.NOON);
        event.put("data", customer(name, TestEvents.credentials("client-" + name)));
        event.put(
                "_links",
                Map.of(
                        "root", Map.of("href", talkdesk.tokenUrl().toString().replaceFirst("/oauth/token$", "")),
                        "tokens", Map.of("href", talkdesk.tokenUrl().toString())));
        return event;
    }

    static Map<String, Object> uninstalled(String name) {
        Map<String, Object> event = TestEvents.uninstalled("uninstall-" + name, TestEvents.NOON.plusSeconds(60));
        event.put("data", customer(name, TestEvents.customer()));
        return event;
    }

    /** Of that name are the installation and its account. */
    private static Map<String, Object> customer(String name, Map<String, Object> data) {
        data.put("installation_id", name);
        data.put("account_id", name);
        return data;
    }

    /** The installations that Talkdesk was told of, in the order in which it was. */
    List<String> told() {
        return talkdesk.requests.stream()
                .map(TOLD::matcher)
                .filter(matcher -> matcher.lookingAt())
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** Of each acknowledgement, how it ended or that it waits, and after how many attempts. */
    List<String> outcomes() {
        return store.inTransaction(jdbc -> jdbc.sql(
                        "select installation_id, state, coalesce(outcome, 'waits'), attempts"
                                + " from acknowledgement order by id")
                .query((row, _) -> "%s: %s %s after %d"
                        .formatted(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .list());
    }

    /** As if the minute had passed for which one that is being seen to is nobody else's. */
    void endLeases() {
        store.inTransaction(jdbc -> jdbc.sql("update acknowledgement set next_attempt_at = current_timestamp")
                .update());
    }

    @Override
    public void close() throws IOException {
        store.close();
        talkdesk.close();
    }
}
