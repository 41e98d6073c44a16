package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.HostileRequests.Request;
import dev.tokenvending.caller.TestIssuer;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.caller.TestTokens;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Fingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Whatever is sent to whichever route: it is answered or hung up on, never with a 500 or a secret. */
@SandboxApp
@TestPropertySource(
        properties = {
            "OPS_USERNAME=" + WholeApp.OPERATOR,
            "OPS_PASSWORD=" + WholeApp.OPERATORS_PASSWORD,
            "HOSTILE_PASSWORD=" + WholeApp.PASSWORD,
            "token-vending.config-file=${project.basedir:..}/src/test/resources/hostile/config.yaml",
            "token-vending.trusted-proxies=127.0.0.0/8",
            "token-vending.request-headers=X-App-Version",
            "token-vending.proxy-headers=CF-IPCountry",
            "appconnect.app-ids=app-1",
            "signin.redirect-uri=http://127.0.0.1:1/authorization/callback",
        })
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestsTests {

    private static final long SEED = 20261122;
    private static final int MUTATIONS = 2_000;

    private static final String API_KEY = "c4nary-key-Wm53vBd7Tq";
    private static final JWK KEY = TestIssuerKeys.ec("ec-1");
    private static final TestIssuer ISSUER = TestIssuer.start().publishes(KEY);
    private static final HostileRequests REQUESTS = requests();

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern CODE = Pattern.compile("\"status\":(\\d+),\"detail\":\"[^\"]*\",\"code\":\"(\\w+)\"");
    /** What the sandbox answers on its own port. */
    private static final Pattern AT_SANDBOX = Pattern.compile(" /(?:oauth|apps|events|installations)\\b");

    private static final Pattern FOR_TOKEN = Pattern.compile("(?s)[A-Z]+ /token[/? ].*");

    private final int port;
    private final int sandboxPort;

    HostileRequestsTests(
            @Value("${local.server.port}") int port,
            @Value("${talkdesk.accounts.default.token-uri}") URI sandboxTokenUri) {
        this.port = port;
        this.sandboxPort = sandboxTokenUri.getPort();
    }

    private static HostileRequests requests() {
        HostileRequests unnamed =
                new HostileRequests(Map.of(), TestTokens.by(KEY).header("typ", "JWT")::sign);
        return new HostileRequests(
                Map.of(
                        "basic", Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD),
                        "ops", Wire.basic(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD),
                        "key", API_KEY,
                        "token", unnamed.signed("{}")),
                unnamed.signer());
    }

    @DynamicPropertySource
    static void openDoors(DynamicPropertyRegistry properties) {
        properties.add("HOSTILE_API_KEY_SHA256", () -> Fingerprint.of(API_KEY).hex());
        properties.add("HOSTILE_PEER", ISSUER::origin);
        properties.add("HOSTILE_PUBLIC_KEY", () -> TestIssuerKeys.pem(KEY));
    }

    static Stream<Request> corpus() {
        return Stream.concat(REQUESTS.in("requests.txt"), REQUESTS.in("sandbox.txt"));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void requestWhenKnownThenAnsweredAsExpected(Request request, CapturedOutput output) {
        String answers = answersTo(request.bytes());
        assertThat(statusesIn(answers)).as(answers).satisfies(statuses -> {
            switch (request.expected()) {
                case "*" -> {}
                case "4" -> assertThat(statuses).matches("4\\d\\d");
                default -> assertThat(statuses).isEqualTo(request.expected());
            }
        });
        assertHarmless(request.bytes(), answers);
        assertThat(output).doesNotContain("could not be answered");
    }

    /** Without TRACE, which tells what stands in a target; a mutation may put a credential there. */
    @Test
    void requestWhenMutatedThenHarmless() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        try {
            sendMutations();
        } finally {
            root.setLevel(before);
        }
        assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(200);
    }

    private void sendMutations() {
        Random random = new Random(SEED);
        List<Request> requests = REQUESTS.in("requests.txt").toList();
        List<String> snippets = REQUESTS.snippets();
        for (int i = 0; i < MUTATIONS; i++) {
            String bytes = HostileRequests.mutated(
                    random, requests.get(random.nextInt(requests.size())).bytes(), snippets);
            try {
                assertHarmless(bytes, answersTo(bytes));
            } catch (AssertionError e) {
                throw new AssertionError("Mutation " + i + " of seed " + SEED, e);
            }
        }
    }

    private String answersTo(String bytes) {
        boolean forSandbox = AT_SANDBOX.matcher(bytes).find();
        try (RawConnection connection = new RawConnection(forSandbox ? sandboxPort : port)) {
            connection.write(bytes);
            return connection.rest();
        } catch (IOException e) {
            throw new AssertionError("Neither answered nor hung up on", e);
        }
    }

    private static String statusesIn(String answers) {
        return STATUS.matcher(answers)
                .results()
                .map(status -> status.group(1))
                .filter(status -> !status.equals("100"))
                .collect(Collectors.joining("+"));
    }

    private static void assertHarmless(String request, String answers) {
        assertThat(answers)
                .doesNotContain("HTTP/1.1 500", "\tat ", "Exception:", API_KEY)
                .doesNotContain(WholeApp.PASSWORD, WholeApp.OPERATORS_PASSWORD, "Basic YXBw", "PRIVATE KEY");
        assertThat(CODE.matcher(answers).results()).allMatch(HostileRequestsTests::isKnown);
        assertDocumented(request, answers);
        if (FOR_TOKEN.matcher(request).matches() && answers.contains("\r\nX-Request-Id: ")) {
            assertThat(answers).contains("\r\nCache-Control: no-store\r\n").doesNotContain("\r\nLocation:");
        }
    }

    /** Where it is clear which answer is to which request. */
    private static void assertDocumented(String request, String answers) {
        int end = answers.indexOf("\r\n\r\n");
        RawAnswer head = new RawAnswer(answers.substring(0, Math.max(0, end)), "");
        if (end > 0
                && STATUS.matcher(answers).results().count() == 1
                && head.headers("Content-Length").size() == 1) {
            int body = end + "\r\n\r\n".length();
            int length = Math.min(Integer.parseInt(head.header("Content-Length")), answers.length() - body);
            byte[] bytes = answers.substring(body, body + length).getBytes(StandardCharsets.ISO_8859_1);
            OpenApi.check(
                    request.lines().findFirst().orElse(""),
                    new RawAnswer(head.head(), new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    private static boolean isKnown(MatchResult problem) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wireName().equals(problem.group(2)))
                .anyMatch(code -> problem.group(1).equals(String.valueOf(code.status())));
    }
}
