package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

@WholeApp
@TestPropertySource(properties = "token-vending.audit.overflow=drop")
class AuditDropTests {

    private final int port;
    private final AuditLog log;

    AuditDropTests(@Value("${local.server.port}") int port, @Autowired AuditLog log) {
        this.port = port;
        this.log = log;
    }

    @Test
    void requestWhenOutputIsStuckAndEntriesMayBeDroppedThenServedAndDropCounted() {
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(200);
            assertThat(Wire.get("/token").to(port).status()).isEqualTo(401);
            assertThat(Talkdesk.calls()).isOne();
            assertThat(log.refused()).isZero();
            String metrics = Wire.get("/actuator/prometheus")
                    .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                    .to(port)
                    .body();
            assertThat(metrics)
                    .contains("token_vending_audit_dropped_total 2.0", "token_vending_audit_refused_total 0.0");
        }
    }
}
