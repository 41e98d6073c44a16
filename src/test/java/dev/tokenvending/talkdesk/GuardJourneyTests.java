package dev.tokenvending.talkdesk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** An outage of Talkdesk as phones, operators and monitors see it. */
@WholeApp
class GuardJourneyTests {

    private final int port;

    GuardJourneyTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @Test
    void getWhenTalkdeskIsDownThenRefusedAtOnceAndServedAgainAfterwards() {
        assertThat(ops().path("status").asString()).isEqualTo("UP");
        Talkdesk.answers(500, "");
        for (int i = 0; i < 5; i++) {
            assertThat(get("outage-" + i).status()).isEqualTo(503);
        }
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer answer = get("refused");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("code").asString()).isEqualTo("upstream_unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.body()).doesNotContain("guard");
            JsonNode line = audit.about("refused");
            assertThat(line.path("reason").asString()).isEqualTo("guard_open");
            assertThat(line.has("upstream_status")).isFalse();
        }
        assertThat(Talkdesk.calls()).isEqualTo(5);
        assertThat(ops().path("status").asString()).isEqualTo("DEGRADED");
        assertThat(ops().at("/components/talkdesk/details/acme/reason").asString())
                .isEqualTo("http_500");
        for (String open : List.of("", "/liveness", "/readiness")) {
            assertThat(Wire.get("/actuator/health" + open).to(port).body()).isEqualTo("{\"status\":\"UP\"}");
        }
        Talkdesk.isWell();
        await().atMost(20, TimeUnit.SECONDS).until(() -> get("again").status() == 200);
        assertThat(get("well").status()).isEqualTo(200);
        assertThat(ops().path("status").asString()).isEqualTo("UP");
    }

    @Test
    void getWhenTalkdeskAsksToWaitThenRefusedForThatLong() {
        Talkdesk.answers(aResponse().withStatus(429).withHeader("Retry-After", "42"));
        assertThat(get("first").header("Retry-After")).isEqualTo("42");
        RawAnswer second = get("second");
        assertThat(second.status()).isEqualTo(503);
        assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(30, 42);
        assertThat(Talkdesk.calls()).isEqualTo(1);
        assertThat(metrics())
                .contains("talkdesk_guard_state{account=\"acme\"} 2.0")
                .contains("talkdesk_exchange_seconds_count{account=\"acme\",outcome=\"unavailable\"}")
                .contains("talkdesk_exchange_refused_total{account=\"acme\",reason=\"guard_open\"}")
                .contains("talkdesk_exchange_in_flight{account=\"acme\"} 0.0")
                .contains("talkdesk_exchange_waiting{account=\"acme\"} 0.0")
                .contains("talkdesk_exchange_retries_total{account=\"acme\"}")
                .contains("talkdesk_clock_skew_seconds{account=\"acme\"}");
    }

    private RawAnswer get(String requestId) {
        return Wire.get("/token").named(requestId).asCaller().to(port);
    }

    private JsonNode ops() {
        return asOperator("/actuator/health/ops").json();
    }

    private String metrics() {
        return asOperator("/actuator/prometheus").body();
    }

    private RawAnswer asOperator(String target) {
        return Wire.get(target)
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port);
    }
}
