package dev.tokenvending.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times requests by what is few: how they ended, the configured app, and the kind of caller. */
class RequestMeters {

    private static final String NONE = "none";

    /** Up to which times requests are counted, so that what share of them was slow can be told of all instances together. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    /** Looking one up in the registry costs more than all else that is done for a request here. */
    private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(
            String outcome, @Nullable String app, @Nullable String callerKind) {}

    void ended(AuditEntry entry, long nanos) {
        Kind kind = new Kind(entry.outcome(), entry.app(), entry.callerKind());
        timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("token.vending.requests")
                .description("Requests under /token")
                .tag("outcome", kind.outcome())
                .tag("app", kind.app() == null ? NONE : kind.app())
                .tag("caller", kind.callerKind() == null ? NONE : kind.callerKind())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
