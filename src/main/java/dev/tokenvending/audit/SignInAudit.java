package dev.tokenvending.audit;

import dev.tokenvending.core.SignInEvent;
import dev.tokenvending.core.SignInEvent.Pending;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** Writes down each return of a browser from a sign-in at Talkdesk. */
class SignInAudit {

    private final AuditLog log;
    private final ClientAddresses addresses;
    private final Clock clock;

    SignInAudit(AuditLog log, ClientAddresses addresses, Clock clock) {
        this.log = log;
        this.addresses = addresses;
        this.clock = clock;
    }

    @EventListener
    void on(SignInEvent event) {
        @Nullable Pending pending = event.pending();
        log.write(new SignInEntry(
                clock.instant(),
                event.requestId(),
                event.outcome(),
                event.reason(),
                addresses.written(event.address()),
                pending == null ? null : pending.caller().issuer(),
                pending == null ? null : pending.caller().id(),
                pending == null ? null : pending.app().value(),
                pending == null ? null : pending.account().value(),
                event.upstreamError()));
    }
}
