package dev.tokenvending.audit;

import dev.tokenvending.core.ConfigurationEvent;
import java.time.Clock;
import org.springframework.context.event.EventListener;

/** Writes down what happens to the configuration in force. */
class ConfigurationAudit {

    private final AuditLog log;
    private final Clock clock;

    ConfigurationAudit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @EventListener
    void on(ConfigurationEvent event) {
        String version = event.version().toString();
        log.write(
                switch (event) {
                    case ConfigurationEvent.Replaced _ ->
                        new ConfigurationEntry(clock.instant(), "configuration_replaced", version, null);
                    case ConfigurationEvent.Refused refused ->
                        new ConfigurationEntry(clock.instant(), "configuration_refused", version, refused.problems());
                });
    }
}
