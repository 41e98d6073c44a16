package dev.tokenvending.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenvending.core.Quota;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTests {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final TestTicker ticker = new TestTicker();

    @Test
    void spendWhenThereIsRoomThenGrantedAndOneLess() {
        Buckets buckets = buckets(new Window("fair-use", 30, TEN_MINUTES));
        assertThat(buckets.spend("a"))
                .isEqualTo(new Allowance(
                        true,
                        Duration.ZERO,
                        List.of(new Quota("fair-use", 30, TEN_MINUTES, 29, Duration.ofSeconds(20)))));
    }

    @Test
    void spendWhenEmptyThenRefusedUntilTheNextTokenIsThere() {
        Buckets buckets = buckets(new Window("fair-use", 30, TEN_MINUTES));
        spend(buckets, "a", 30);
        assertThat(buckets.spend("a"))
                .isEqualTo(new Allowance(
                        false,
                        Duration.ofSeconds(20),
                        List.of(new Quota("fair-use", 30, TEN_MINUTES, 0, TEN_MINUTES))));
        ticker.advance(Duration.ofSeconds(20).minusNanos(1));
        assertThat(buckets.spend("a").retryAfter()).as("rounded up").isEqualTo(Duration.ofSeconds(1));
        ticker.advance(Duration.ofNanos(1));
        assertThat(buckets.spend("a").granted()).isTrue();
        assertThat(buckets.spend("a").granted()).isFalse();
    }

    @Test
    void spendWhenAWholeWindowHasPassedThenFullAndNotFuller() {
        Buckets buckets = buckets(new Window("fair-use", 30, TEN_MINUTES));
        spend(buckets, "a", 30);
        ticker.advance(Duration.ofDays(300));
        assertThat(spend(buckets, "a", 40)).isEqualTo(30);
    }

    /** The cache takes note of uses a second apart at least: within that, a bucket in use seemed to be out of use. */
    @Test
    void spendWhenAskedWithinAShortWindowThenTheBucketIsNotForgotten() {
        Buckets buckets = buckets(new Window("burst", 10, Duration.ofSeconds(2)));
        assertThat(spend(buckets, "a", 20)).isEqualTo(10);
        ticker.advance(Duration.ofMillis(900));
        assertThat(spend(buckets, "a", 20)).isEqualTo(4);
        ticker.advance(Duration.ofMillis(1_100));
        assertThat(spend(buckets, "a", 20)).isEqualTo(6);
    }

    @Test
    void spendWhenOneWindowIsEmptyThenNoneOfTheOthersIsSpent() {
        Buckets buckets =
                buckets(new Window("burst", 2, Duration.ofSeconds(1)), new Window("day", 3, Duration.ofDays(1)));
        assertThat(spend(buckets, "a", 5)).isEqualTo(2);
        assertThat(buckets.estimate("a").quotas()).extracting(Quota::remaining).containsExactly(0L, 1L);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(spend(buckets, "a", 5)).isEqualTo(1);
        assertThat(buckets.spend("a").retryAfter()).as("of the longest wait").isGreaterThan(Duration.ofHours(7));
    }

    @Test
    void estimateWhenAskedOftenThenNothingIsSpent() {
        Buckets buckets = buckets(new Window("one", 1, TEN_MINUTES));
        IntStream.range(0, 5)
                .forEach(i -> assertThat(buckets.estimate("a").granted()).isTrue());
        assertThat(buckets.keys()).as("nothing is kept for it either").isZero();
        assertThat(buckets.spend("a").granted()).isTrue();
        assertThat(buckets.estimate("a")).isEqualTo(buckets.spend("a"));
        ticker.advance(TEN_MINUTES);
        assertThat(buckets.estimate("a").granted()).isTrue();
    }

    @Test
    void giveBackWhenSpentThenThereAgainAndNeverMoreThanTheLimit() {
        Buckets buckets = buckets(new Window("one", 1, TEN_MINUTES));
        buckets.spend("a");
        buckets.giveBack("a");
        buckets.giveBack("a");
        buckets.giveBack("never asked");
        assertThat(spend(buckets, "a", 5)).isEqualTo(1);
    }

    @Test
    void spendWhenKeysDifferThenEachHasItsOwn() {
        Buckets buckets = buckets(new Window("one", 1, TEN_MINUTES));
        List<String> keys = List.of("a", "A", "b", "", " ", "ab", "?", "\ud800", "\udfff", "x".repeat(100_000));
        keys.forEach(key -> assertThat(buckets.spend(key).granted())
                .as("first of %.5s", key)
                .isTrue());
        keys.forEach(key -> assertThat(buckets.spend(key).granted())
                .as("second of %.5s", key)
                .isFalse());
    }

    /** The zero of a real ticker means nothing, and it may pass the end of the numbers. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 5})
    void spendWhenTickerStartsAnywhereThenCountedAllTheSame(long start) {
        TestTicker elsewhere = new TestTicker(start);
        Buckets buckets = new Buckets(List.of(new Window("two", 2, TEN_MINUTES)), elsewhere);
        assertThat(spend(buckets, "a", 5)).isEqualTo(2);
        elsewhere.advance(Duration.ofMinutes(5));
        assertThat(spend(buckets, "a", 5)).isEqualTo(1);
    }

    @Test
    void spendWhenTheLimitIsTheLargestThereIsThenExactAllTheSame() {
        Buckets buckets = buckets(new Window("huge", 1_000_000, Duration.ofDays(30)));
        assertThat(spend(buckets, "a", 1_000)).isEqualTo(1_000);
        assertThat(left(buckets)).isEqualTo(999_000);
        ticker.advance(Duration.ofMillis(2_591));
        assertThat(left(buckets)).isEqualTo(999_000);
        ticker.advance(Duration.ofMillis(1));
        assertThat(left(buckets)).isEqualTo(999_001);
        ticker.advance(Duration.ofDays(29));
        assertThat(left(buckets)).isEqualTo(1_000_000);
    }

    @Test
    void spendWhenSixtyCallAtOnceThenExactlyTenPass() throws Exception {
        Buckets buckets = buckets(new Window("ten", 10, TEN_MINUTES));
        AtomicInteger passed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(60, () -> {
                if (buckets.spend("a").granted()) {
                    passed.incrementAndGet();
                }
                return true;
            }));
        }
        assertThat(passed).hasValue(10);
    }

    @Test
    void spendWhenKeysAreEndlessThenMemoryIsNot() {
        Buckets buckets = new Buckets(List.of(new Window("one", 1, TEN_MINUTES)), ticker, 1_000);
        IntStream.range(0, 50_000).forEach(i -> buckets.spend("key-" + i));
        assertThat(buckets.keys()).isBetween(1L, 1_000L);
    }

    /** Who asks often is remembered while others come in masses. */
    @Test
    void spendWhenKeysAreEndlessThenTheFrequentOneIsStillRefused() {
        Buckets buckets = new Buckets(List.of(new Window("five", 5, TEN_MINUTES)), ticker, 1_000);
        spend(buckets, "frequent", 20);
        AtomicInteger passed = new AtomicInteger();
        IntStream.range(0, 50_000).forEach(i -> {
            buckets.spend("key-" + i);
            if (i % 100 == 0 && buckets.spend("frequent").granted()) {
                passed.incrementAndGet();
            }
        });
        assertThat(passed).hasValue(0);
    }

    @Test
    void spendWhenNobodyHasAskedForALongTimeThenTheKeyIsForgotten() {
        Buckets buckets = buckets(new Window("burst", 2, Duration.ofSeconds(1)), new Window("ten", 9, TEN_MINUTES));
        buckets.spend("a");
        ticker.advance(TEN_MINUTES.minusSeconds(1));
        assertThat(buckets.keys()).isEqualTo(1);
        ticker.advance(Duration.ofSeconds(4));
        assertThat(buckets.keys()).isZero();
    }

    @Test
    void windowWhenItHoldsNothingOrIsTooShortThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Window("none", 0, TEN_MINUTES));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window("short", 1, Duration.ofMillis(999)));
    }

    private Buckets buckets(Window... windows) {
        return new Buckets(List.of(windows), ticker);
    }

    private static long left(Buckets buckets) {
        return buckets.estimate("a").quotas().getFirst().remaining();
    }

    private static long spend(Buckets buckets, String key, int times) {
        return IntStream.range(0, times)
                .filter(i -> buckets.spend(key).granted())
                .count();
    }
}
