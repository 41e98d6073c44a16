package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Nothing is vended that cannot be written down. */
@WholeApp
class AuditOverflowTests {

    private final int port;
    private final AuditLog log;

    AuditOverflowTests(@Value("${local.server.port}") int port, @Autowired AuditLog log) {
        this.port = port;
        this.log = log;
    }

    @Test
    void requestWhenOutputIsStuckThen503AndTalkdeskIsNotCalled() {
        long before = log.refused();
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            RawAnswer answer = Wire.get("/token").asCaller().named("stuck").to(port);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Request-Id")).isEqualTo("stuck");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().path("code").stringValue()).isEqualTo("upstream_unavailable");
            assertThat(answer.json().path("request_id").stringValue()).isEqualTo("stuck");
            assertThat(Wire.get("/token").to(port).status())
                    .as("not even asked who")
                    .isEqualTo(503);
            assertThat(log.refused()).isEqualTo(before + 2);
            assertThat(Talkdesk.calls()).isZero();
            assertThat(Wire.get("/actuator/health/liveness").to(port).status()).isEqualTo(200);
            assertThat(metrics()).contains("token_vending_audit_refused_total " + (before + 2) + ".0");
        }
        assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(200);
        assertThat(Talkdesk.calls()).isOne();
    }

    /** Each leaves an entry, whoever has sent it. */
    @Test
    void eventWhenOutputIsStuckThenItHasToComeAgain() {
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            int before = log.waiting();
            for (String path : List.of("/appconnect/events", "/appconnect;x/events", "/appconnect")) {
                assertThat(Wire.post(path).sending("{}").to(port).status())
                        .as(path)
                        .isEqualTo(503);
            }
            assertThat(log.waiting()).isEqualTo(before);
        }
        assertThat(Wire.post("/appconnect/events").sending("{}").to(port).status())
                .isEqualTo(404);
    }

    /** Each leaves an entry, whoever comes. */
    @Test
    void returnFromASignInWhenOutputIsStuckThenNotServed() {
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            int before = log.waiting();
            for (String path : List.of("/authorization/callback?state=x", "/authorization;x/callback")) {
                RawAnswer answer = Wire.get(path).to(port);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            }
            assertThat(log.waiting()).isEqualTo(before);
        }
        assertThat(Wire.get("/authorization/callback?state=x").to(port).status())
                .isEqualTo(404);
    }

    /** Also of requests that fail, and of clients that leave without their answer. */
    @Test
    void requestsWhenManyEndInEveryWayThenOneLineEachAndNobodyWaits() throws Exception {
        List<Wire> requests = List.of(
                Wire.get("/token").asCaller(),
                Wire.get("/token"),
                Wire.get("/token/none").asCaller(),
                Wire.of("HEAD", "/token").asCaller(),
                Wire.of("FOO", "/token").asCaller(),
                Wire.get("/token?x=%zz").asCaller(),
                Wire.post("/token").asCaller().with("Content-Length", "2000000"));
        await().until(() -> log.waiting() == 0);
        long before = log.written();
        long dropped = log.dropped();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < 140; i++) {
                Wire request = requests.get(i % requests.size());
                ends.add(clients.submit(i % 2 == 0 ? () -> request.to(port).status() : () -> leave(request)));
            }
            for (Future<Integer> end : ends) {
                assertThat(end.get()).isBetween(0, 413);
            }
        }
        await().until(() -> log.written() >= before + 140);
        Wire.get("/token").asCaller().to(port);
        await().until(() -> log.written() > before + 140);
        assertThat(log.written()).isEqualTo(before + 141);
        assertThat(log.waiting()).isZero();
        assertThat(metrics())
                .contains("token_vending_audit_waiting 0.0", "token_vending_audit_dropped_total " + dropped + ".0");
    }

    private int leave(Wire request) throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            connection.write(request.toString());
            return 0;
        }
    }

    private String metrics() {
        return Wire.get("/actuator/prometheus")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port)
                .body();
    }
}
