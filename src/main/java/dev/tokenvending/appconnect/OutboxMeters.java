package dev.tokenvending.appconnect;

import dev.tokenvending.appconnect.Acknowledgements.Depth;
import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** How much waits in the outbox and for how long, as of the last look: a monitor must not ask the database. */
class OutboxMeters {

    private final Ticker ticker;
    private volatile Look last;

    OutboxMeters(MeterRegistry meters, Ticker ticker) {
        this.ticker = ticker;
        this.last = new Look(new Depth(0, Duration.ZERO), ticker.nanos());
        Gauge.builder("appconnect.outbox.waiting", this, it -> it.last.depth().waiting())
                .description("Acknowledgements that Talkdesk has not taken yet")
                .register(meters);
        Gauge.builder("appconnect.outbox.age", this, OutboxMeters::age)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    /** What was seen, and when: it goes on waiting while nobody can look. */
    private record Look(Depth depth, long nanos) {}

    void show(Depth depth) {
        last = new Look(depth, ticker.nanos());
    }

    private double age() {
        Look it = last;
        long seconds = it.depth().age().plusNanos(ticker.nanos() - it.nanos()).toSeconds();
        return it.depth().waiting() == 0 ? 0 : Math.max(0, seconds);
    }
}
