package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TokenPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** The whole service over HTTP, with tokens that are held while its configuration and Talkdesk change. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"OPS_USERNAME=" + WholeApp.OPERATOR, "OPS_PASSWORD=" + WholeApp.OPERATORS_PASSWORD})
@ContextConfiguration(initializers = ReuseJourneyTests.ConfigFile.class)
@ExtendWith(Talkdesk.class)
class ReuseJourneyTests {

    private static final String ADMITS_ALL = "{rule: 'true'}";

    private static int clients;
    private static Path file = Path.of("unset");

    private final int port;

    ReuseJourneyTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    /** A client of its own for each test, so that none finds another's tokens. */
    @BeforeEach
    void startCold() throws IOException {
        clients++;
        reload(configuration(ADMITS_ALL));
    }

    @Test
    void getWhenSharedThenTheSecondCostsNoCall() {
        assertThat(get("/token/shared").status()).isEqualTo(200);
        assertThat(get("/token/shared?format=text").body()).isEqualTo(Talkdesk.TOKEN);
        RawAnswer created = Wire.post("/token/shared").asCaller().to(port);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("expires_in").asInt()).isBetween(540, 600);
        assertThat(Talkdesk.calls()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "/token/shared?min_ttl=300, 1",
        "/token/shared?min_ttl=86400, 2",
        "/token/per-user, 2",
        "/token/never, 2"
    })
    void getWhenAskedTwiceThenAsManyCallsAsTheAppAndTheCallerWish(String target, int calls) {
        assertThat(get(target).status()).isEqualTo(200);
        assertThat(get(target).status()).isEqualTo(200);
        assertThat(Talkdesk.calls()).isEqualTo(calls);
    }

    /** Incident: a warm cache bypassed the policy. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{rule: 'caller.id != \"app-user\"'} | denied",
                "{rule: 'caller.claims.absent == 1'} | denied",
                "{limits: [{requests: 1, per: 30d, key: caller}]} | rate_limited",
                "{remote: {url: 'http://127.0.0.1:1/'}} | denied",
                "bean | denied"
            })
    void getWhenDeniedWhileATokenIsHeldThenRefused(String policy, String code) throws IOException {
        assertThat(get("/token/shared").status()).isEqualTo(200);
        reload(policy.equals("bean") ? configuration(ADMITS_ALL).replace("[gate]", "[closed]") : configuration(policy));
        if (code.equals("rate_limited")) {
            assertThat(get("/token/shared").status()).isEqualTo(200);
        }
        RawAnswer refused = get("/token/shared");
        assertThat(refused.json().path("code").asString()).isEqualTo(code);
        assertThat(refused.body()).doesNotContain(Talkdesk.TOKEN);
        reload(configuration(ADMITS_ALL));
        assertThat(get("/token/shared").status()).isEqualTo(200);
        assertThat(Talkdesk.calls()).isOne();
    }

    /** Incident: a reload cold-starts every held token in the middle of an outage. */
    @Test
    void getWhenReloadedDuringAnOutageThenTheHeldTokenServesUnlessTheCredentialsChanged() throws IOException {
        assertThat(get("/token/shared").status()).isEqualTo(200);
        Talkdesk.answers(500, "");
        reload(configuration("{rule: 'caller.kind == \"basic\"'}"));
        assertThat(get("/token/shared").status()).isEqualTo(200);
        assertThat(Talkdesk.calls()).isZero();
        clients++;
        reload(configuration(ADMITS_ALL));
        assertThat(get("/token/shared").status()).isEqualTo(503);
    }

    @Test
    void headWhenATokenIsHeldThenRefusedAllTheSame() {
        assertThat(get("/token/shared").status()).isEqualTo(200);
        RawAnswer head = Wire.of("HEAD", "/token/shared").asCaller().to(port);
        assertThat(head.status()).isEqualTo(405);
    }

    private RawAnswer get(String target) {
        return Wire.get(target).asCaller().to(port);
    }

    private void reload(String configuration) throws IOException {
        Files.writeString(file, configuration);
        RawAnswer reloaded = Wire.post("/actuator/reload")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port);
        assertThat(reloaded.status()).as(reloaded.body()).isEqualTo(200);
    }

    private static String configuration(String gate) {
        return """
            talkdesk:
              accounts:
                acme:
                  token-uri: %s
                  client-id: client-%d
                  key-id: key
                  private-key: %s
            token-vending:
              apps:
                shared: {reuse: shared, policies: [gate]}
                per-user: {policies: [gate]}
                never: {reuse: never, policies: [gate]}
              callers:
                basic: [{username: %s, password: %s}]
              policies:
                gate: %s
            """.formatted(
                        Talkdesk.tokenUri(), clients, Talkdesk.PRIVATE_KEY, WholeApp.CALLER, WholeApp.PASSWORD, gate);
    }

    /** A policy that never grants. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Rules {

        @Bean
        TokenPolicy closed() {
            return _ -> Decision.refused("closed");
        }
    }

    /** Writes the file before it is read for the first time. */
    static final class ConfigFile implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                file = Files.createTempFile("token-vending", ".yaml");
                Files.writeString(file, configuration(ADMITS_ALL));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            TestPropertyValues.of("token-vending.config-file=" + file).applyTo(context);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
