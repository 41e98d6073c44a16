package dev.tokenvending.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TokenPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service with a config file. There are two configurations, {@code a} and {@code b}: each has a password, a policy,
 * an app and an account of its own under the same names, so that any two parts of different ones give themselves away.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "OPS_USERNAME=" + WholeApp.OPERATOR)
@ContextConfiguration(initializers = ReloadJourneyTests.ConfigFileAndUpstream.class)
class ReloadJourneyTests {

    private static final int REQUESTS = 1_000;

    private static Path file = Path.of("unset");
    private static Path opsPassword = Path.of("unset");
    private static int upstream;

    private final int port;

    ReloadJourneyTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @BeforeEach
    void startWithA() throws IOException {
        Files.writeString(file, configuration("a"));
        assertThat(reload().status()).isEqualTo(200);
    }

    @Test
    void reloadWhenFileIsGoodThenInForceWithTheNextRequest() throws IOException {
        assertThat(scopeFor("a")).isEqualTo("a");
        assertThat(request("b").status()).isEqualTo(401);
        Files.writeString(file, configuration("b"));
        assertThat(scopeFor("a")).isEqualTo("a");
        RawAnswer reloaded = reload();
        assertThat(reloaded.status()).isEqualTo(200);
        assertThat(reloaded.json().path("problems").isEmpty()).isTrue();
        assertThat(scopeFor("b")).isEqualTo("b");
        assertThat(request("a").status()).isEqualTo(401);
    }

    @Test
    void watchWhenFileChangesThenInForceByItself() throws IOException {
        Files.writeString(file, configuration("b"));
        await().atMost(30, TimeUnit.SECONDS).until(() -> request("b").status() == 200);
        assertThat(scopeFor("b")).isEqualTo("b");
    }

    @Test
    void reloadWhenFileIsWrongThenRefusedWholeAndTold() throws IOException {
        try (AuditLines audit = AuditLines.open()) {
            Files.writeString(file, configuration("b").replace("only-b", "no-such-policy"));
            RawAnswer refused = reload();
            assertThat(refused.status()).isEqualTo(422);
            String problem = "token-vending.apps.ios.policies names a policy that is neither under"
                    + " token-vending.policies nor a bean: no-such-policy.";
            assertThat(refused.json().path("problems").path(0).asString()).isEqualTo(problem);
            // The file may have been looked at by itself before.
            await().untilAsserted(() -> assertThat(audit.all())
                    .anyMatch(line -> line.contains("\"event\":\"configuration_refused\"") && line.contains(problem))
                    .anyMatch(line ->
                            line.contains("\"event\":\"operator_request\"") && line.contains("\"status\":422")));
        }
        assertThat(scopeFor("a")).isEqualTo("a");
        assertThat(operator("/actuator/prometheus").body()).contains("token_vending_configuration_refused 1.0");
        RawAnswer health = operator("/actuator/health/ops");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asString()).isEqualTo("DEGRADED");
        assertThat(health.body()).contains("no-such-policy");
        for (String open : List.of("", "/liveness", "/readiness")) {
            assertThat(Wire.get("/actuator/health" + open).to(port).body()).isEqualTo("{\"status\":\"UP\"}");
        }
        assertThat(Wire.get("/actuator/health/ops").to(port).status()).isEqualTo(401);

        Files.writeString(file, configuration("a"));
        assertThat(reload().status()).isEqualTo(200);
        assertThat(operator("/actuator/health/ops").json().path("status").asString())
                .isEqualTo("UP");
        assertThat(operator("/actuator/prometheus").body()).contains("token_vending_configuration_refused 0.0");
    }

    @Test
    void reloadWhenNobodyIsLoggedInThenRefused() {
        assertThat(Wire.post("/actuator/reload").to(port).status()).isEqualTo(401);
        assertThat(Wire.post("/actuator/reload")
                        .as("user", password("a"))
                        .to(port)
                        .status())
                .isEqualTo(401);
    }

    /** Incident: policy of one generation, token of another. */
    @Test
    void reloadWhenOperatorsPasswordIsReplacedThenTheOldOneNoLongerCounts() throws IOException {
        String replaced = "n3w-0perators-Zq81xV";
        Files.writeString(opsPassword, replaced);
        assertThat(reload().status()).isEqualTo(200);
        assertThat(operator("/actuator/info").status()).isEqualTo(401);
        Files.writeString(opsPassword, WholeApp.OPERATORS_PASSWORD);
        assertThat(Wire.post("/actuator/reload")
                        .as(WholeApp.OPERATOR, replaced)
                        .to(port)
                        .status())
                .isEqualTo(200);
        assertThat(operator("/actuator/info").status()).isEqualTo(200);
    }

    @Test
    void requestsWhenConfigurationFlipsUnderThemThenNeverMixTwo() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            Future<Integer> flips = threads.submit(() -> flip(done));
            List<Callable<String>> requests = IntStream.range(0, REQUESTS)
                    .<Callable<String>>mapToObj(i -> () -> outcome(i % 2 == 0 ? "a" : "b"))
                    .toList();
            Map<String, Long> outcomes = threads.invokeAll(requests).stream()
                    .map(Future::resultNow)
                    .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
            done.set(true);
            assertThat(flips.get(30, TimeUnit.SECONDS)).isGreaterThan(1);
            assertThat(outcomes.keySet())
                    .isSubsetOf("a: 200 a tok-client-a", "b: 200 b tok-client-b", "a: 401", "b: 401");
            assertThat(outcomes).containsKeys("a: 200 a tok-client-a", "b: 200 b tok-client-b");
        }
    }

    private int flip(AtomicBoolean done) throws IOException {
        int flips = 0;
        while (!done.get()) {
            Files.writeString(file, configuration(flips++ % 2 == 0 ? "b" : "a"));
            assertThat(reload().status()).isEqualTo(200);
        }
        return flips;
    }

    private String outcome(String configuration) {
        RawAnswer answer = request(configuration);
        return configuration + ": " + answer.status()
                + (answer.status() == 200
                        ? " " + answer.json().path("scope").asString() + " "
                                + answer.json().path("token").asString()
                        : "");
    }

    private String scopeFor(String configuration) {
        RawAnswer answer = request(configuration);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("scope").asString();
    }

    private RawAnswer request(String configuration) {
        return Wire.get("/token/ios").as("user", password(configuration)).to(port);
    }

    private RawAnswer reload() {
        return Wire.post("/actuator/reload")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port);
    }

    private RawAnswer operator(String path) {
        return Wire.get(path).as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD).to(port);
    }

    private static String password(String name) {
        return "k7Qm2xV9pL4wZr8TbN3" + name;
    }

    private static String configuration(String name) {
        return """
            talkdesk:
              accounts:
                acme:
                  token-uri: http://127.0.0.1:%d/oauth/token
                  client-id: client-%s
                  key-id: key
                  private-key: %s
                  scope: %s
            token-vending:
              apps:
                ios: {account: acme, bundle-id: %s, policies: [only-%s], reuse: shared}
              callers:
                basic: [{username: user, password: %s}]
            """.formatted(upstream, name, Talkdesk.PRIVATE_KEY, name, name, name, password(name));
    }

    /** The token names the client that asked, and is granted just what that asked for. */
    private static HttpServer talkdesk() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth/token", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = Stream.of(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
            byte[] answer =
                    "{\"access_token\":\"tok-%s\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"%s\"}"
                            .formatted(form.get("client_id"), form.get("scope"))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    /** Policies that hold for one of the two apps each. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Rules {

        @Bean("only-a")
        TokenPolicy onlyA() {
            return input -> "a".equals(input.app().bundleId()) ? Decision.granted() : Decision.refused("mixed");
        }

        @Bean("only-b")
        TokenPolicy onlyB() {
            return input -> "b".equals(input.app().bundleId()) ? Decision.granted() : Decision.refused("mixed");
        }
    }

    /** Writes the file before it is read for the first time. */
    static final class ConfigFileAndUpstream
            implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                upstream = talkdesk().getAddress().getPort();
                file = Files.createTempFile("token-vending", ".yaml");
                Files.writeString(file, configuration("a"));
                opsPassword = Files.createTempFile("ops-password", ".txt");
                Files.writeString(opsPassword, WholeApp.OPERATORS_PASSWORD);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            TestPropertyValues.of("token-vending.config-file=" + file, "OPS_PASSWORD=file:" + opsPassword)
                    .applyTo(context);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
