package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long is waited for Talkdesk, and how long its tokens are believed to live. */
class PausesLawsTests {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void afterWhenOpenedAnyNumberOfTimesThenLongerEachTimeWithinItsBounds() {
        Samples.forAll(some -> {
            double random = some.upTo(1_000) / 1_000.0;
            Duration longest = some.oneOf(Pauses.LONGEST, Pauses.LONGEST_WHEN_REFUSED);
            int openings = some.upTo(some.oneOf(10, Integer.MAX_VALUE - 1));
            Duration pause = new Pauses(() -> random).after(openings, longest);
            assertThat(pause).isBetween(Pauses.SHORTEST.dividedBy(2), longest);
            assertThat(new Pauses(() -> random).after(openings + 1, longest)).isGreaterThanOrEqualTo(pause);
            assertThat(new Pauses(() -> 0).after(openings, longest))
                    .isBetween(pause, pause.multipliedBy(2).plusNanos(2));
        });
    }

    /** {@code Retry-After} counts from a second to five minutes; anything else is as if it were not there. */
    @Test
    void onWhenAskedToWaitThenThatLongOrAsLongAsEver() {
        Samples.forAll(some -> {
            long seconds = some.between(0, some.oneOf(10, 301, 999_999_999));
            Reply reply = new Reply.Answered(some.oneOf(429, 503, 500), "", null, Duration.ofSeconds(seconds));
            Exchange result = new Verdict(new FakeTicker(), TestAccounts.scope("a"), 0).on(reply);
            assertThat(((UpstreamFailure.Unavailable) result).retryAfter())
                    .isEqualTo(seconds >= 1 && seconds <= 300 ? Duration.ofSeconds(seconds) : Verdict.RETRY_AFTER);
        });
    }

    @Test
    void onWhenGrantedForAnyTimeThenCountedFromTheRequestAndADayAtMost() {
        Scope asked = TestAccounts.scope("visual-sessions:execute");
        Samples.forAll(some -> {
            FakeTicker ticker = new FakeTicker();
            long sent = ticker.nanos();
            long granted = some.between(-2, some.oneOf(10L, 86_402L, Long.MAX_VALUE));
            Duration took = some.time(some.oneOf(Duration.ofSeconds(20), DAY));
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
        });
    }
}
