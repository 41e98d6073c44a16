package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.appconnect.Acknowledgements.Depth;
import dev.tokenvending.core.TestTicker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxMetersTests {

    /** The zero of a ticker means nothing. */
    private final TestTicker ticker = new TestTicker(Long.MAX_VALUE - 1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboxMeters meters = new OutboxMeters(registry, ticker);

    @Test
    void gaugesWhenNobodyHasLookedThenZero() {
        ticker.advance(Duration.ofHours(1));
        assertThat(waiting()).isZero();
        assertThat(age().value()).isZero();
        assertThat(age().getId().getBaseUnit()).isEqualTo("seconds");
    }

    @Test
    void showWhenSomeWaitThenTheirNumberAndTheAgeOfTheOldest() {
        meters.show(new Depth(3, Duration.ofSeconds(90)));
        assertThat(waiting()).isEqualTo(3);
        assertThat(age().value()).isEqualTo(90);
        meters.show(new Depth(2, Duration.ofSeconds(20)));
        assertThat(waiting()).isEqualTo(2);
        assertThat(age().value()).isEqualTo(20);
    }

    /** With the database down nobody looks, and the alarm has to come all the same. */
    @Test
    void gaugesWhenNobodyLooksAnyMoreThenTheAgeGrows() {
        meters.show(new Depth(1, Duration.ofSeconds(90)));
        ticker.advance(Duration.ofHours(1));
        assertThat(age().value()).isEqualTo(3690);
        assertThat(waiting()).isOne();
    }

    @Test
    void showWhenNoneWaitsAnyMoreThenZero() {
        meters.show(new Depth(1, Duration.ofSeconds(90)));
        meters.show(new Depth(0, Duration.ZERO));
        ticker.advance(Duration.ofMinutes(5));
        assertThat(waiting()).isZero();
        assertThat(age().value()).isZero();
    }

    @Test
    void showWhenTheClockHasGoneBackThenNoAgeIsBelowZero() {
        meters.show(new Depth(1, Duration.ofHours(-1)));
        assertThat(age().value()).isZero();
    }

    private double waiting() {
        return registry.get("appconnect.outbox.waiting").gauge().value();
    }

    private Gauge age() {
        return registry.get("appconnect.outbox.age").gauge();
    }
}
