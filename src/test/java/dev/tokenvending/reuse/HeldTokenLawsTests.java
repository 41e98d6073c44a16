package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The arithmetic of life: any that is granted, any that is asked for, at any moment of it. */
class HeldTokenLawsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestTicker ticker = new TestTicker();

    @Test
    void servesWhenTimePassesThenOnlyWithTheLifeThatIsAskedFor() {
        Samples.forAll(some -> {
            Duration granted = SECOND.plus(some.time(DAY));
            Wish wish = wish(some);
            HeldToken held = held(some, granted);
            Duration half = granted.dividedBy(2);
            assertThat(held.serves(wish))
                    .as("a fresh one serves whoever does not ask for more than was granted")
                    .isEqualTo(wish.least().compareTo(granted) <= 0);
            ticker.advance(some.time(granted));
            Duration left = held.token().expiry().remaining();
            Duration minimum = wish.minTtl().compareTo(half) < 0 ? wish.minTtl() : half;
            assertThat(held.serves(wish))
                    .isEqualTo(left.compareTo(SECOND) >= 0
                            && left.compareTo(wish.least()) >= 0
                            && left.compareTo(minimum) >= 0);
            assertThat(held.isAlive(wish) || !held.serves(wish)).isTrue();
            if (!held.serves(wish)) {
                ticker.advance(some.time(granted));
                assertThat(held.serves(wish)).as("never again").isFalse();
            }
        });
    }

    @Test
    void dueWhenSomebodyAsksThenAheadOfTheMarkAndNotMuchBeforeIt() {
        Samples.forAll(some -> {
            Duration granted = SECOND.plus(some.time(DAY));
            Wish wish = wish(some);
            HeldToken held = held(some, granted);
            assertThat(held.due()).as("nobody has asked").isEmpty();
            held.handOutFor(wish);
            ticker.advance(some.time(granted));
            Duration left = held.token().expiry().remaining();
            Duration more = wish.minTtl().compareTo(wish.least()) > 0 ? wish.minTtl() : wish.least();
            Duration half = granted.dividedBy(2);
            Duration mark = more.compareTo(half) < 0 ? more : half;
            if (held.due().isPresent()) {
                assertThat(left)
                        .isLessThanOrEqualTo(mark.plus(granted.multipliedBy(15).dividedBy(100)));
            } else {
                assertThat(left)
                        .isGreaterThan(mark.plus(granted.multipliedBy(5).dividedBy(100))
                                .minusNanos(1));
                boolean enough = left.compareTo(SECOND) >= 0 && left.compareTo(wish.least()) >= 0;
                assertThat(held.serves(wish))
                        .as("whoever asks the same again need not wait before it is due")
                        .isEqualTo(enough);
            }
            held.forgetWish();
            assertThat(held.due()).isEmpty();
        });
    }

    private Wish wish(Samples some) {
        return new Wish(some.time(DAY), some.time(DAY), Deadline.in(SECOND, ticker), deadline -> {
            throw new AssertionError("Nothing is fetched here");
        });
    }

    private HeldToken held(Samples some, Duration granted) {
        AccessToken token = new AccessToken("t", TestAccounts.scope("a"), Deadline.in(granted, ticker));
        return new HeldToken(token, Spent.NOTHING, some.upTo(100) / 100.0, ticker);
    }
}
