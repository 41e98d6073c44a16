package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Times;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** How long is waited for Talkdesk, and how long its tokens are believed to live. */
class PausesLawsTests {

    private static final Duration DAY = Duration.ofDays(1);

    @Property
    void afterWhenOpenedAnyNumberOfTimesThenLongerEachTimeWithinItsBounds(
            @ForAll @DoubleRange(max = 1) double random,
            @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int openings,
            @ForAll boolean refused) {
        Duration longest = refused ? Pauses.LONGEST_WHEN_REFUSED : Pauses.LONGEST;
        Duration pause = new Pauses(() -> random).after(openings, longest);
        assertThat(pause).isBetween(Pauses.SHORTEST.dividedBy(2), longest);
        assertThat(new Pauses(() -> random).after(openings + 1, longest)).isGreaterThanOrEqualTo(pause);
        assertThat(new Pauses(() -> 0).after(openings, longest))
                .isBetween(pause, pause.multipliedBy(2).plusNanos(2));
    }

    /** {@code Retry-After} counts from a second to five minutes; anything else is as if it were not there. */
    @Property
    void onWhenAskedToWaitThenThatLongOrAsLongAsEver(@ForAll("statuses") int status, @ForAll("waits") long seconds) {
        Reply reply = new Reply.Answered(status, "", null, Duration.ofSeconds(seconds));
        Exchange result = new Verdict(new FakeTicker(), TestAccounts.scope("a"), 0).on(reply);
        assertThat(((UpstreamFailure.Unavailable) result).retryAfter())
                .isEqualTo(seconds >= 1 && seconds <= 300 ? Duration.ofSeconds(seconds) : Verdict.RETRY_AFTER);
    }

    @Property
    void onWhenGrantedForAnyTimeThenCountedFromTheRequestAndADayAtMost(
            @ForAll("grants") long granted, @ForAll("times") Duration took) {
        Scope asked = TestAccounts.scope("visual-sessions:execute");
        FakeTicker ticker = new FakeTicker();
        long sent = ticker.nanos();
        ticker.advance(took);
        String body = TestAnswer.good().with("expires_in", "" + granted).json();
        Exchange result = new Verdict(ticker, asked, sent).on(new Reply.Answered(200, body, null, null));
        Duration life = Duration.ofSeconds(Math.clamp(granted, 0, DAY.toSeconds()));
        Duration left = life.minus(took);
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            assertThat(result).isInstanceOf(UpstreamFailure.Unavailable.class);
        } else {
            AccessToken token = ((Exchange.Issued) result).token();
            assertThat(token.secondsLeft()).isEqualTo(left.toSeconds());
            assertThat(token.expiry().budget()).isEqualTo(life);
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(429, 500, 503);
    }

    @Provide
    Arbitrary<Long> waits() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 301), Arbitraries.longs().between(0, 999_999_999));
    }

    @Provide
    Arbitrary<Long> grants() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-2, 86_402), Arbitraries.longs().between(-2, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<Duration> times() {
        return Times.upTo(DAY);
    }
}
