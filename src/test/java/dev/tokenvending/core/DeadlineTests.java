package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTests {

    private static final Duration BUDGET = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE, Long.MAX_VALUE - 7_000_000_000L, Long.MIN_VALUE})
    void remainingWhenTimePassesThenCountsDownToNothing(long start) {
        TestTicker ticker = new TestTicker(start);
        Deadline deadline = Deadline.in(BUDGET, ticker);
        assertThat(deadline.budget()).isEqualTo(BUDGET);
        assertThat(deadline.remaining()).isEqualTo(BUDGET);

        ticker.advance(Duration.ofSeconds(19));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
        assertThat(deadline.isOver()).isFalse();

        ticker.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
        assertThat(deadline.isOver()).isFalse();

        ticker.advance(Duration.ofNanos(1));
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.isOver()).isTrue();

        ticker.advance(Duration.ofDays(1));
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void remainingWhenBoundedThenTheShorterOfBoth() {
        TestTicker ticker = new TestTicker();
        Deadline deadline = Deadline.in(BUDGET, ticker);
        assertThat(deadline.remaining(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(10));
        assertThat(deadline.remaining(Duration.ofSeconds(30))).isEqualTo(BUDGET);
        ticker.advance(Duration.ofSeconds(15));
        assertThat(deadline.remaining(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(5));
        ticker.advance(Duration.ofSeconds(15));
        assertThat(deadline.remaining(Duration.ofSeconds(10))).isZero();
    }

    @Test
    void isOverWhenBudgetIsNothingThenAtOnce() {
        assertThat(Deadline.in(Duration.ZERO, new TestTicker()).isOver()).isTrue();
    }

    @Test
    void afterWhenTheMomentIsPastThenWhatIsLeftOfTheBudget() {
        TestTicker ticker = new TestTicker();
        long arrival = ticker.nanos();
        ticker.advance(Duration.ofSeconds(2));
        assertThat(Deadline.after(arrival, BUDGET, ticker).remaining()).isEqualTo(Duration.ofSeconds(18));
        assertThat(Deadline.after(arrival, BUDGET, ticker).budget()).isEqualTo(BUDGET);
    }
}
