package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Times;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Wherever the ticker is, the end of its numbers included. */
class DeadlineLawsTests {

    @Property
    void remainingWhenTimePassesThenAsMuchLessAndNeverNegative(
            @ForAll long now,
            @ForAll("times") Duration budget,
            @ForAll("times") Duration passed,
            @ForAll("times") Duration atMost) {
        TestTicker ticker = new TestTicker(now);
        Deadline deadline = Deadline.in(budget, ticker);
        assertThat(Deadline.after(now, budget, ticker)).isEqualTo(deadline);
        ticker.advance(passed);
        Duration left = budget.minus(passed);
        assertThat(deadline.remaining()).isEqualTo(left.isNegative() ? Duration.ZERO : left);
        assertThat(deadline.isOver()).isEqualTo(passed.compareTo(budget) >= 0);
        assertThat(deadline.budget()).isEqualTo(budget);
        assertThat(deadline.remaining(atMost))
                .isLessThanOrEqualTo(atMost)
                .isLessThanOrEqualTo(deadline.remaining())
                .isIn(atMost, deadline.remaining());
    }

    @Property
    void secondsLeftWhenOfAnyTokenThenWholeSecondsAndNeverMoreThanThereAre(
            @ForAll long now, @ForAll("times") Duration granted, @ForAll("times") Duration passed) {
        TestTicker ticker = new TestTicker(now);
        AccessToken token = new AccessToken("t", TestAccounts.scope("a"), Deadline.in(granted, ticker));
        ticker.advance(passed);
        Duration left = token.expiry().remaining();
        assertThat(Duration.ofSeconds(token.secondsLeft())).isBetween(left.minusNanos(999_999_999), left);
    }

    @Provide
    Arbitrary<Duration> times() {
        return Times.upTo(Duration.ofDays(2));
    }
}
