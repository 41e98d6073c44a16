package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Times;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** The arithmetic of life: any that is granted, any that is asked for, at any moment of it. */
class HeldTokenLawsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Property
    void servesWhenTimePassesThenOnlyWithTheLifeThatIsAskedFor(
            @ForAll("lives") Duration granted,
            @ForAll("times") Duration minTtl,
            @ForAll("times") Duration least,
            @ForAll("times") Duration any,
            @ForAll @LongRange(min = -1, max = 1) long off,
            @ForAll("times") Duration later) {
        Duration half = granted.dividedBy(2);
        Duration minimum = minTtl.compareTo(half) < 0 ? minTtl : half;
        for (Duration left : moments(granted, off, any, SECOND, half, minTtl, least)) {
            TestTicker ticker = new TestTicker();
            HeldToken held = held(granted, 0, ticker);
            Wish wish = wish(minTtl, least, ticker);
            assertThat(held.serves(wish))
                    .as("a fresh one serves whoever does not ask for more than was granted")
                    .isEqualTo(least.compareTo(granted) <= 0);
            ticker.advance(granted.minus(left));
            assertThat(held.serves(wish))
                    .as("%s are left", left)
                    .isEqualTo(
                            left.compareTo(SECOND) >= 0 && left.compareTo(least) >= 0 && left.compareTo(minimum) >= 0);
            assertThat(held.isAlive(wish) || !held.serves(wish)).isTrue();
            if (!held.serves(wish)) {
                ticker.advance(later);
                assertThat(held.serves(wish)).as("never again").isFalse();
            }
        }
    }

    @Property
    void dueWhenSomebodyAsksThenAheadOfTheMarkAndNotMuchBeforeIt(
            @ForAll("lives") Duration granted,
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll("times") Duration minTtl,
            @ForAll("times") Duration least,
            @ForAll("times") Duration any,
            @ForAll @LongRange(min = -1, max = 1) long off) {
        Duration more = minTtl.compareTo(least) > 0 ? minTtl : least;
        Duration half = granted.dividedBy(2);
        Duration mark = more.compareTo(half) < 0 ? more : half;
        Duration earliest = mark.plus(granted.multipliedBy(15).dividedBy(100));
        Duration latest = mark.plus(granted.multipliedBy(5).dividedBy(100)).minusNanos(1);
        for (Duration left : moments(granted, off, any, mark, earliest, latest)) {
            TestTicker ticker = new TestTicker();
            HeldToken held = held(granted, jitter, ticker);
            Wish wish = wish(minTtl, least, ticker);
            assertThat(held.due()).as("nobody has asked").isEmpty();
            held.handOutFor(wish);
            ticker.advance(granted.minus(left));
            if (held.due().isPresent()) {
                assertThat(left).isLessThanOrEqualTo(earliest);
            } else {
                assertThat(left).isGreaterThan(latest);
                boolean enough = left.compareTo(SECOND) >= 0 && left.compareTo(least) >= 0;
                assertThat(held.serves(wish))
                        .as("whoever asks the same again need not wait before it is due")
                        .isEqualTo(enough);
            }
            held.forgetWish();
            assertThat(held.due()).isEmpty();
        }
    }

    /** How much life is left at moments of it: any one, and those where something may change, or just before or after. */
    private static List<Duration> moments(Duration granted, long off, Duration... lefts) {
        return Stream.of(lefts)
                .map(left -> left.plusNanos(off))
                .filter(left -> !left.isNegative() && left.compareTo(granted) <= 0)
                .toList();
    }

    @Provide
    Arbitrary<Duration> lives() {
        return Times.between(SECOND, DAY);
    }

    @Provide
    Arbitrary<Duration> times() {
        return Times.upTo(DAY);
    }

    private static Wish wish(Duration minTtl, Duration least, TestTicker ticker) {
        return new Wish(minTtl, least, Deadline.in(SECOND, ticker), deadline -> {
            throw new AssertionError("Nothing is fetched here");
        });
    }

    private static HeldToken held(Duration granted, double jitter, TestTicker ticker) {
        AccessToken token = new AccessToken("t", TestAccounts.scope("a"), Deadline.in(granted, ticker));
        return new HeldToken(token, Spent.NOTHING, jitter, ticker);
    }
}
