package dev.tokenvending.token;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.AuditLines;
import dev.tokenvending.ProxiedApp;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.Wire;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Limits, as an app meets them. Each test comes from an address of its own, whose limits nobody else spends. */
@ProxiedApp
class RateLimitTests {

    private final int port;

    RateLimitTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @Test
    void requestWhenThereIsRoomThenAnswerSaysHowMuch() {
        RawAnswer first = from("203.0.113.1", Wire.get("/token/limited"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy"))
                .isEqualTo("\"fair-use\";q=2;w=600, \"fair-use:2\";q=1000;w=2592000");
        assertThat(first.header("RateLimit")).matches("\"fair-use\";r=1;t=300, \"fair-use:2\";r=99\\d;t=\\d+");
        RawAnswer second = from("203.0.113.1", Wire.post("/token/limited"));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("RateLimit")).startsWith("\"fair-use\";r=0;t=600, ");
        assertThat(second.members()).containsExactly("auth_token", "expires_in");
    }

    @Test
    void requestWhenLimitIsUsedUpThen429WithTheTimeToWait() {
        from("203.0.113.2", Wire.get("/token/limited"));
        from("203.0.113.2", Wire.get("/token/limited"));
        int calls = Talkdesk.calls();
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer refused = from("203.0.113.2", Wire.get("/token/limited").named("limited"));
            assertProblem(refused, "rate_limited");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 300);
            assertThat(refused.header("RateLimit-Policy")).contains("\"fair-use\";q=2;w=600");
            assertThat(refused.header("RateLimit")).contains("\"fair-use\";r=0;t=600");
            JsonNode line = audit.about("limited");
            assertThat(line.path("outcome").stringValue()).isEqualTo("rate_limited");
            assertThat(line.path("reason").stringValue()).isEqualTo("rate_limited");
            assertThat(line.path("policies").path(0).path("policy").stringValue())
                    .isEqualTo("fair-use");
        }
        assertThat(Talkdesk.calls()).isEqualTo(calls);
        assertThat(from("203.0.113.3", Wire.get("/token/limited")).status()).isEqualTo(200);
    }

    @Test
    void requestWhenTheTimeHasBeenWaitedThenVendedAgain() {
        from("203.0.113.4", Wire.get("/token/quick"));
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> from("203.0.113.4", Wire.get("/token/quick")).status() == 200);
    }

    @Test
    void requestWhenSixtyComeAtOnceThenExactlyTenPass() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(
                    60, () -> from("203.0.113.5", Wire.get("/token/ten")).status()));
            List<Integer> statuses =
                    answers.stream().map(Future::resultNow).sorted().toList();
            assertThat(statuses.subList(0, 10)).containsOnly(200);
            assertThat(statuses.subList(10, 60)).containsOnly(429);
        }
    }

    @Test
    void requestWhenLimitIsInShadowThenNeitherRefusedNorTold() {
        for (int i = 0; i < 3; i++) {
            RawAnswer answer = from("203.0.113.6", Wire.get("/token/in-shadow"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers("RateLimit")).isEmpty();
            assertThat(answer.headers("RateLimit-Policy")).isEmpty();
        }
    }

    @Test
    void requestWhenAppHasNoLimitsThenNoHeaders() {
        RawAnswer answer = from("203.0.113.7", Wire.get("/token"));
        assertThat(answer.headers("RateLimit")).isEmpty();
        assertThat(answer.headers("RateLimit-Policy")).isEmpty();
    }

    /** Whatever a client writes of itself stands on the left of what the proxy has written. */
    @Test
    void requestWhenClientSpoofsAddressesThenStillTheSameClient() {
        assertThat(from("198.51.100.1, 203.0.113.8", Wire.get("/token/ten")).header("RateLimit"))
                .contains(";r=9;");
        assertThat(from("198.51.100.2,203.0.113.8", Wire.get("/token/ten")).header("RateLimit"))
                .contains(";r=8;");
        assertThat(from("127.0.0.1, 203.0.113.8, 10.1.2.3", Wire.get("/token/ten"))
                        .header("RateLimit"))
                .contains(";r=7;");
        assertThat(from("203.0.113.8:4711", Wire.get("/token/ten").with("X-Forwarded-For", "198.51.100.3"))
                        .header("RateLimit"))
                .contains(";r=6;");
    }

    /** By the caller every context knows, for whom the proxy has written this address. */
    private RawAnswer from(String address, Wire request) {
        return request.asCaller().with("X-Forwarded-For", address).to(port);
    }
}
