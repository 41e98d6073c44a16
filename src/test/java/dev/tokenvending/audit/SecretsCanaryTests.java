package dev.tokenvending.audit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.TokenVendingApplication;
import dev.tokenvending.Wire;
import dev.tokenvending.talkdesk.GuardReset;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Incident: secrets in logs. With every logger at TRACE and a canary for every secret, no kind of request brings one to
 * light: not on standard output, not on standard error, not in an answer but the one that hands the token over.
 */
class SecretsCanaryTests {

    private static final String CALLER_PASSWORD = "canary-caller-Zx81qRt5Vb";
    private static final String OPS_PASSWORD = "canary-ops-Lk27mNh4Wd";
    private static final String BAD_PASSWORD = "canary-bad-Pq93sFg6Yj";
    private static final String BEARER = "canary-bearer-Uc45eTz8Ho";
    private static final String TOKEN = "eyJjYW5hcnkiOiJ0b2tlbiJ9.canary-token-Bn64kXa2Mv.c2lnbmF0dXJl";
    private static final String DESCRIBED = "canaryDescribedDw70jSi3EpcanaryDescribedDw70jSi3Ep";
    private static final String PAGE = "canary-page-Gh18lKo9Cx";

    private final List<RawAnswer> answers = new ArrayList<>();
    private final Set<String> assertions = new LinkedHashSet<>();
    private int port;
    private Runnable afterwards = () -> {};

    @Test
    void requestsWhenEverythingIsLoggedThenNoSecretShows() throws Exception {
        String output = outputOf(() -> {
            try (ConfigurableApplicationContext application = start()) {
                afterwards = () -> GuardReset.closeAll(application);
                port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                vend();
                refuse();
                failUpstream();
                operate();
            }
        });
        assertThat(List.of(
                        " TRACE ",
                        "FilterChainProxy",
                        "app-user",
                        "InternalHttpClient",
                        "o.a.c.",
                        "DispatcherServlet",
                        "vended"))
                .as("all of it is logged")
                .allMatch(output::contains);
        assertThat(answers)
                .extracting(RawAnswer::status)
                .contains(200, 201, 400, 401, 404, 405, 406, 413, 502, 503, 504);
        assertThat(assertions).isNotEmpty();

        List<String> leaks = new ArrayList<>();
        secrets()
                .forEach((name, secret) -> tracesOf(secret).forEach(trace -> {
                    if (output.contains(trace)) {
                        leaks.add(name + " in the log: " + around(output, trace));
                    }
                    answers.stream()
                            .filter(answer -> answer.head().contains(trace)
                                    || answer.body().contains(trace))
                            .forEach(answer -> leaks.add(name + " in an answer: " + answer));
                }));
        assertThat(leaks).isEmpty();
    }

    private void vend() {
        Talkdesk.answers(200, Talkdesk.granting(TOKEN));
        for (Wire request : List.of(
                Wire.get("/token"),
                Wire.get("/token?format=text"),
                Wire.get("/token/example-app-ios").with("Accept", "text/plain"),
                Wire.get("/token").with("Odd", "\u0085"),
                Wire.post("/token"),
                Wire.post("/token/example-app-ios/")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .sending("password=" + BAD_PASSWORD))) {
            RawAnswer answer = request.as("app-user", CALLER_PASSWORD).to(port);
            assertThat(answer.status()).as(answer.body()).isIn(200, 201);
            assertThat(answer.body()).contains(TOKEN);
            assertThat(answer.head()).doesNotContain(TOKEN);
            answers.add(new RawAnswer(answer.head(), answer.body().replace(TOKEN, "")));
        }
        note();
    }

    private void refuse() {
        Wire good = Wire.get("/token").as("app-user", CALLER_PASSWORD);
        ask(Wire.get("/token").as("app-user", BAD_PASSWORD));
        ask(Wire.get("/token").as("nobody", BAD_PASSWORD));
        ask(Wire.get("/token").as("operator", OPS_PASSWORD));
        ask(Wire.get("/token").with("Authorization", "Bearer " + BEARER));
        ask(Wire.get("/token").with("Authorization", BEARER));
        ask(Wire.get("/token").with("Authorization", "Basic " + BEARER));
        ask(good.with("Authorization", "Bearer " + BEARER));
        ask(good.with("Accept", "image/png"));
        ask(Wire.get("/token?x=%zz").as("app-user", CALLER_PASSWORD));
        ask(Wire.get("/token/None").as("app-user", CALLER_PASSWORD));
        ask(Wire.get("/token//").as("app-user", CALLER_PASSWORD));
        ask(Wire.get("/token/%2f").as("app-user", CALLER_PASSWORD));
        ask(Wire.get("/token/%00").as("app-user", CALLER_PASSWORD));
        ask(Wire.of("HEAD", "/token").as("app-user", CALLER_PASSWORD));
        ask(Wire.of("TRACE", "/token").as("app-user", CALLER_PASSWORD));
        ask(Wire.of("TRACE", "/").as("app-user", CALLER_PASSWORD));
        ask(Wire.of("FOO", "/token").as("app-user", CALLER_PASSWORD));
        ask(Wire.post("/token").as("app-user", CALLER_PASSWORD).with("Content-Length", "2000000"));
        ask(good.with("X-Large", "x".repeat(100 * 1024)));
        ask(good.with("no colon", "\u0001"));
        answers.add(RawConnection.exchange(
                port, "GET /token HTTP/1.1\r\nAuthorization: " + Wire.basic("app-user", CALLER_PASSWORD) + "\r\n\r\n"));
        ask(Wire.get("/none?x=%zz").as("app-user", CALLER_PASSWORD));
    }

    private void failUpstream() {
        Wire good = Wire.get("/token?format=text").as("app-user", CALLER_PASSWORD);
        Talkdesk.answers(401, """
            {"error":"invalid_client","error_description":"no such key: %s"}\
            """.formatted(DESCRIBED));
        ask(good);
        note();
        Talkdesk.answers(400, """
            {"error":"%s","error_description":7}\
            """.formatted(PAGE.repeat(4)));
        ask(good);
        note();
        Talkdesk.answers(502, "<html><body>" + PAGE + "</body></html>");
        ask(good);
        note();
        Talkdesk.answers(200, "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bea");
        ask(good);
        note();
        Talkdesk.answers(200, Talkdesk.granting(TOKEN).replace("600", "\"600\""));
        ask(good);
        note();
        Talkdesk.answers(200, Talkdesk.granting(TOKEN).replace(Talkdesk.SCOPE, "everything"));
        ask(good);
        note();
        Talkdesk.answers(200, Talkdesk.granting(TOKEN + " " + TOKEN));
        ask(good);
        note();
        Talkdesk.answers(aResponse().withStatus(302).withHeader("Location", "https://x.example/" + PAGE));
        ask(good);
        note();
        Talkdesk.answers(aResponse()
                .withStatus(200)
                .withHeader("Set-Cookie", "session=" + PAGE)
                .withHeader("X-Odd", PAGE)
                .withBody(PAGE));
        ask(good);
        note();
        Talkdesk.answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        ask(good);
        note();
        Talkdesk.answers(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        ask(good);
        note();
        Talkdesk.answers(aResponse().withFixedDelay(60_000));
        ask(good);
        note();
    }

    private void operate() {
        for (String target :
                List.of("", "/info", "/prometheus", "/metrics", "/env", "/health", "/metrics/none?tag=%zz")) {
            ask(Wire.get("/actuator" + target).as("operator", OPS_PASSWORD));
            ask(Wire.get("/actuator" + target).as("operator", BAD_PASSWORD));
            ask(Wire.get("/actuator" + target));
        }
        ask(Wire.get("/"));
        ask(Wire.get("/").as("app-user", CALLER_PASSWORD));
    }

    private void ask(Wire request) {
        answers.add(request.to(port));
    }

    /** Keeps the signed assertions, which are secrets for as long as they live. */
    private void note() {
        for (LoggedRequest request : Talkdesk.requests()) {
            assertions.add(request.formParameter("client_assertion").firstValue());
        }
        // The next fault is to be met, too.
        afterwards.run();
    }

    private Map<String, String> secrets() throws GeneralSecurityException {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("caller's password", CALLER_PASSWORD);
        secrets.put("caller's Basic credential", base64("app-user:" + CALLER_PASSWORD));
        secrets.put("operators' password", OPS_PASSWORD);
        secrets.put("operators' Basic credential", base64("operator:" + OPS_PASSWORD));
        secrets.put("password that is wrong", BAD_PASSWORD);
        secrets.put("Basic credential that is wrong", base64("app-user:" + BAD_PASSWORD));
        secrets.put("bearer token", BEARER);
        secrets.put("access token", TOKEN);
        secrets.put("token-like part of error_description", DESCRIBED);
        secrets.put("upstream's page", PAGE);
        secrets.put("private key", Talkdesk.PRIVATE_KEY.substring(48, 88));
        secrets.put("private key's number", privateNumber().toString());
        secrets.put("private key's number in hexadecimal", privateNumber().toString(16));
        for (String assertion : assertions) {
            secrets.put("signed assertion " + secrets.size(), assertion);
            secrets.put("its signature " + secrets.size(), assertion.substring(assertion.lastIndexOf('.') + 1));
        }
        return secrets;
    }

    /** Itself, and its first bytes as logs print arrays of them. */
    private static List<String> tracesOf(String secret) {
        byte[] start = secret.substring(0, 16).getBytes(StandardCharsets.US_ASCII);
        List<Integer> numbers = new ArrayList<>();
        for (byte one : start) {
            numbers.add((int) one);
        }
        return List.of(
                secret,
                numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                numbers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                HexFormat.of().formatHex(start),
                HexFormat.ofDelimiter(" ").formatHex(start));
    }

    private static BigInteger privateNumber() throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(Talkdesk.PRIVATE_KEY);
        return ((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key))).getS();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String around(String output, String trace) {
        int at = output.indexOf(trace);
        return at < 0 ? "" : output.substring(Math.max(0, at - 300), Math.min(output.length(), at + 100));
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplication(TokenVendingApplication.class)
                .run(
                        "--server.port=0",
                        "--logging.level.root=TRACE",
                        "--token-vending.deadline=6s",
                        "--TD_TOKEN_URI=" + Talkdesk.tokenUri(),
                        "--TD_CLIENT_ID=client",
                        "--TD_KEY_ID=key",
                        "--TD_PRIVATE_KEY=" + Talkdesk.PRIVATE_KEY,
                        "--DEFAULT_USERNAME=app-user",
                        "--DEFAULT_PASSWORD=" + CALLER_PASSWORD,
                        "--OPS_USERNAME=operator",
                        "--OPS_PASSWORD=" + OPS_PASSWORD);
    }

    /** Takes both streams away from the console for a while: nobody wants to read all this there. */
    private static String outputOf(Work work) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            work.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
            LoggingSystem.get(SecretsCanaryTests.class.getClassLoader())
                    .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws Exception;
    }
}
