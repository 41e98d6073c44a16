package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.talkdesk.GuardState.Closed;
import dev.tokenvending.talkdesk.GuardState.Open;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator when a guard opens and when it closes, and not of each request in between. */
class GuardLog {

    private static final Logger log = LoggerFactory.getLogger(TalkdeskId.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final AtomicLong crowdToldNanos;

    GuardLog(Ticker ticker) {
        this.ticker = ticker;
        this.crowdToldNanos = new AtomicLong(ticker.nanos() - QUIET.toNanos());
    }

    void changed(Account account, GuardState before, GuardState now, Duration pause) {
        if (before instanceof Closed && now instanceof Open open) {
            log.warn(
                    "No more calls to Talkdesk for account {} for {} ms, because of {}; then one goes to see whether"
                            + " it is well again, and after each that fails the pause is longer. Token URL {}.",
                    account.id(),
                    pause.toMillis(),
                    open.reason(),
                    account.tokenUrl());
        }
        if (!(before instanceof Closed) && now instanceof Closed) {
            log.info("Calls to Talkdesk for account {} go again. Token URL {}.", account.id(), account.tokenUrl());
        }
    }

    /** At most once in ten seconds. */
    void tooManyWaiting(Account account) {
        long told = crowdToldNanos.get();
        long now = ticker.nanos();
        if (now - told >= QUIET.toNanos() && crowdToldNanos.compareAndSet(told, now)) {
            log.warn(
                    "Requests for account {} are turned away: more wait than Talkdesk answers in time. Token URL {}.",
                    account.id(),
                    account.tokenUrl());
        }
    }
}
