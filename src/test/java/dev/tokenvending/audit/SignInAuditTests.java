package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.WholeApp;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.SignInEvent;
import dev.tokenvending.core.SignInEvent.Pending;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.TestSettings;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@WholeApp
class SignInAuditTests {

    private static final Pending PENDING = new Pending(
            new Caller(CallerKind.ISSUER, "customers", "user-1"), new AppId("agents"), new AccountId("acme"));

    private final ApplicationEventPublisher events;
    private final String id = UUID.randomUUID().toString();

    SignInAuditTests(@Autowired ApplicationEventPublisher events) {
        this.events = events;
    }

    @Test
    void returnWhenItIsOfAPendingSignInThenOneLineSaysWhose() {
        assertThat(lineOf(new SignInEvent(id, "203.0.113.7", PENDING, "access_denied", "why", "access_denied")))
                .isEqualTo(line("\"outcome\":\"access_denied\",\"reason\":\"why\",\"client_address\":\"203.0.113.7\","
                        + "\"caller_issuer\":\"customers\",\"caller_id\":\"user-1\",\"app\":\"agents\","
                        + "\"account\":\"acme\",\"upstream_error\":\"access_denied\""));
    }

    @Test
    void returnWhenItIsNobodysThenOneLineSaysSo() {
        assertThat(lineOf(new SignInEvent(id, "203.0.113.7", null, "unknown_state", null, null)))
                .isEqualTo(line("\"outcome\":\"unknown_state\",\"client_address\":\"203.0.113.7\""));
    }

    @Test
    void returnWhenAddressesAreTruncatedThenTheBrowsersToo() throws Exception {
        AuditLog log = new AuditLog(Overflow.REFUSE, JsonMapper.shared(), new TestTicker());
        log.start();
        try (AuditLines audit = AuditLines.open()) {
            new SignInAudit(
                            log,
                            ClientAddresses.read(TestSettings.of("token-vending.audit.client-address=truncated")),
                            Clock.systemUTC())
                    .on(new SignInEvent(id, "203.0.113.7", PENDING, "returned", null, null));
            log.close();
            assertThat(audit.about(id).path("client_address").stringValue()).isEqualTo("203.0.113.0/24");
        }
    }

    private String line(String rest) {
        return "{\"schema\":1,\"event\":\"sign_in\",\"request_id\":\"" + id + "\"," + rest + "}";
    }

    /** But for its time. */
    private String lineOf(SignInEvent event) {
        try (AuditLines audit = AuditLines.open()) {
            events.publishEvent(event);
            ObjectNode line = (ObjectNode) audit.about(id);
            assertThat(line.remove("time").isString()).isTrue();
            return line.toString();
        }
    }
}
