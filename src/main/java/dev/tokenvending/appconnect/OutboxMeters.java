package dev.tokenvending.appconnect;

import dev.tokenvending.appconnect.Acknowledgements.Depth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How much waits in the outbox and for how long, as of the last look: a monitor must not ask the database. */
class OutboxMeters {

    private final Clock clock;
    private volatile Depth last = new Depth(0, null);

    OutboxMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        Gauge.builder("appconnect.outbox.waiting", this, it -> it.last.waiting())
                .description("Acknowledgements that Talkdesk has not taken yet")
                .register(meters);
        Gauge.builder("appconnect.outbox.age", this, OutboxMeters::age)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    void show(Depth depth) {
        last = depth;
    }

    private double age() {
        @Nullable Instant oldest = last.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toSeconds();
    }
}
