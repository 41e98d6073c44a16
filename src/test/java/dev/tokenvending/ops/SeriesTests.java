package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.caller.TestIssuer;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What is measured, and that it does not grow with who asks. */
@WholeApp
@TestPropertySource(
        properties = {
            "token-vending.policies.everybody.rule=true",
            "token-vending.policies.nobody.rule=false",
            "token-vending.policies.nobody.mode=shadow",
            "token-vending.apps.ruled.policies=everybody,nobody",
        })
class SeriesTests {

    private static final int MANY = 100;

    /** Those of a mix that are under {@code /token}. */
    private static final int IN_MIX = 7;

    private static final TestIssuer issuer = TestIssuer.start();

    private final int port;

    SeriesTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void customers(DynamicPropertyRegistry registry) {
        for (String setting : issuer.settings(0, "customers")) {
            int sign = setting.indexOf('=');
            registry.add(setting.substring(0, sign), () -> setting.substring(sign + 1));
        }
    }

    @Test
    void seriesWhenAllSortsOfRequestsCameThenEverythingIsThere() {
        mixed(0);
        Talkdesk.answers(500, "{}");
        Wire.get("/token/sdk-page").asCaller().to(port);
        await().untilAsserted(() -> assertThat(series())
                .contains(
                        "token_vending_requests_seconds_count{app=\"ruled\",caller=\"issuer\",outcome=\"vended\"}",
                        "token_vending_requests_seconds_count{app=\"none\",caller=\"none\",outcome=\"unauthenticated\"}",
                        "token_vending_decisions_total{decision=\"granted\",mode=\"enforce\",policy=\"everybody\"}",
                        "token_vending_decisions_total{decision=\"refused\",mode=\"shadow\",policy=\"nobody\"}",
                        "token_vending_reuse_total{reused=\"true\"}",
                        "token_vending_reuse_total{reused=\"false\"}",
                        "token_vending_reuse_renewals_total{outcome=\"issued\"}",
                        "token_vending_reuse_held",
                        "talkdesk_exchange_seconds_count{account=\"acme\",outcome=\"issued\"}",
                        "talkdesk_exchange_failures_total{account=\"acme\",reason=\"http_500\"}",
                        "talkdesk_exchange_in_flight{account=\"acme\"}",
                        "talkdesk_guard_state{account=\"acme\"}",
                        "talkdesk_clock_skew_seconds{account=\"acme\"}",
                        "talkdesk_credential_age_seconds{account=\"acme\"}",
                        "token_vending_issuer_keys_age_seconds{keys=\"" + issuer.jwksUri() + "\"}",
                        "token_vending_issuer_keys_failing{keys=\"" + issuer.jwksUri() + "\"}",
                        "token_vending_configuration_age_seconds",
                        "token_vending_sandbox"));
    }

    @Test
    void seriesWhenManyCallersAndPathsComeThenNoneIsAdded() {
        long none = requests();
        mixed(0);
        await().untilAsserted(() -> assertThat(requests()).isEqualTo(none + IN_MIX));
        Set<String> before = series();
        for (int i = 1; i <= MANY; i++) {
            mixed(i);
        }
        await().untilAsserted(() -> assertThat(requests()).isEqualTo(none + IN_MIX + MANY * IN_MIX));
        assertThat(series()).isEqualTo(before);
    }

    /** The like of every request for each number, each by others and for others. */
    private void mixed(int number) {
        String token = issuer.token().claim("sub", "user-" + number).sign();
        Wire.get("/token/ruled").with("Authorization", "Bearer " + token).to(port);
        Wire.get("/token/ruled").with("Authorization", "Bearer " + token).to(port);
        Wire.get("/token/app-" + number).asCaller().to(port);
        Wire.get("/token/ruled").as("user-" + number, "wrong").to(port);
        Wire.get("/token/ruled").with("X-Api-Key", "key-" + number).to(port);
        Wire.of("METHOD" + number, "/token").asCaller().to(port);
        Wire.get("/other/" + number).asCaller().to(port);
        Wire.get("/token?min_ttl=x" + number).asCaller().to(port);
    }

    private long requests() {
        return (long) metrics()
                .lines()
                .filter(line -> line.startsWith("token_vending_requests_seconds_count{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Without those of the process itself. */
    private Set<String> series() {
        return metrics()
                .lines()
                .filter(line -> line.matches("(token_vending|talkdesk|appconnect|http|spring)_.*"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    private String metrics() {
        return Wire.get("/actuator/prometheus")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port)
                .body();
    }
}
