package dev.tokenvending.audit;

import dev.tokenvending.core.CommandEnded;
import java.time.Clock;
import org.springframework.context.event.EventListener;

/** Writes down which commands were run with the service's settings. */
class CommandAudit {

    private final AuditLog log;
    private final Clock clock;

    CommandAudit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @EventListener
    void on(CommandEnded event) {
        log.write(new CommandEntry(clock.instant(), event.command(), event.exitCode()));
    }
}
