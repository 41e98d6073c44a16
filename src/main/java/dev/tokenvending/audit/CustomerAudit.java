package dev.tokenvending.audit;

import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.CustomerEventRefused;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.event.EventListener;

/** Writes down what Talkdesk tells us of customers, and what only looked like it. */
class CustomerAudit {

    private final AuditLog log;
    private final ClientAddresses addresses;
    private final Clock clock;

    CustomerAudit(AuditLog log, ClientAddresses addresses, Clock clock) {
        this.log = log;
        this.addresses = addresses;
        this.clock = clock;
    }

    @EventListener
    void on(CustomerEvent event) {
        log.write(new CustomerEntry(
                clock.instant(),
                null,
                null,
                event.type(),
                event.effect().name().toLowerCase(Locale.ROOT),
                null,
                event.eventId(),
                event.appId(),
                event.installationId(),
                event.accountId(),
                event.createdAt()));
    }

    @EventListener
    void on(CustomerEventRefused refused) {
        log.write(new CustomerEntry(
                clock.instant(),
                refused.requestId(),
                addresses.written(refused.address()),
                "event_refused",
                null,
                refused.reason(),
                null,
                null,
                null,
                null,
                null));
    }
}
