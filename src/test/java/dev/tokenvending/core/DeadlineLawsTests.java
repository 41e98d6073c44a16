package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineLawsTests {

    private static final Duration LONGEST = Duration.ofDays(2);

    /** Wherever the ticker is, the end of its numbers included. */
    @Test
    void remainingWhenTimePassesThenAsMuchLessAndNeverNegative() {
        Samples.forAll(some -> {
            TestTicker ticker = new TestTicker(some.between(Long.MIN_VALUE, Long.MAX_VALUE));
            Duration budget = some.time(LONGEST);
            Deadline deadline = Deadline.in(budget, ticker);
            assertThat(Deadline.after(ticker.nanos(), budget, ticker)).isEqualTo(deadline);
            Duration passed = some.time(LONGEST);
            ticker.advance(passed);
            Duration left = budget.minus(passed);
            assertThat(deadline.remaining()).isEqualTo(left.isNegative() ? Duration.ZERO : left);
            assertThat(deadline.isOver()).isEqualTo(passed.compareTo(budget) >= 0);
            assertThat(deadline.budget()).isEqualTo(budget);
            Duration atMost = some.time(LONGEST);
            assertThat(deadline.remaining(atMost))
                    .isLessThanOrEqualTo(atMost)
                    .isLessThanOrEqualTo(deadline.remaining())
                    .isIn(atMost, deadline.remaining());
        });
    }

    @Test
    void secondsLeftWhenOfAnyTokenThenWholeSecondsAndNeverMoreThanThereAre() {
        Samples.forAll(some -> {
            TestTicker ticker = new TestTicker(some.between(Long.MIN_VALUE, Long.MAX_VALUE));
            AccessToken token = new AccessToken("t", TestAccounts.scope("a"), Deadline.in(some.time(LONGEST), ticker));
            ticker.advance(some.time(LONGEST));
            Duration left = token.expiry().remaining();
            assertThat(Duration.ofSeconds(token.secondsLeft())).isBetween(left.minusNanos(999_999_999), left);
        });
    }
}
