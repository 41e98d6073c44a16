package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenAssertionsTests {

    private final TestClock clock = new TestClock();
    private final Instant now = clock.instant();
    private final SeenAssertions seen = new SeenAssertions(clock);

    @Test
    void firstTimeWhenRepeatedThenFalse() {
        assertThat(seen.firstTime("a", now.plusSeconds(60), now)).isTrue();
        assertThat(seen.firstTime("b", now.plusSeconds(60), now)).isTrue();
        assertThat(seen.firstTime("a", now.plusSeconds(60), now)).isFalse();
    }

    @Test
    void firstTimeWhenEndedThenForgotten() {
        seen.firstTime("long", now.plusSeconds(600), now);
        seen.firstTime("short", now.plusSeconds(60), now);
        clock.advance(Duration.ofSeconds(61));
        seen.firstTime("new", now.plusSeconds(600), clock.instant());
        assertThat(seen.size()).isEqualTo(2);
        assertThat(seen.firstTime("long", now.plusSeconds(600), clock.instant()))
                .isFalse();
    }

    @Test
    void firstTimeWhenSandboxClockIsBehindThenRememberedForThatMuchLonger() {
        Instant yesterday = now.minus(Duration.ofDays(1));
        assertThat(seen.firstTime("a", yesterday.plusSeconds(60), yesterday)).isTrue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(seen.firstTime("a", yesterday.plusSeconds(60), yesterday.plusSeconds(59)))
                .isFalse();
    }

    @Test
    void firstTimeWhenSandboxClockIsAheadThenOthersAreNotForgotten() {
        seen.firstTime("a", now.plusSeconds(60), now);
        Instant tomorrow = now.plus(Duration.ofDays(1));
        seen.firstTime("b", tomorrow.plusSeconds(60), tomorrow);
        assertThat(seen.firstTime("a", now.plusSeconds(60), now)).isFalse();
    }
}
