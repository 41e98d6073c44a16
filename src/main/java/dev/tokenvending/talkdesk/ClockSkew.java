package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far Talkdesk's clock is ahead of ours, by its last answer. It is told, and corrects nothing. */
class ClockSkew {

    static final Duration WORTH_TELLING = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(TalkdeskId.class);

    /** Servers behind one address may differ. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Ticker ticker;
    private volatile @Nullable Duration last;
    private volatile Duration told = Duration.ZERO;
    private @Nullable Long toldNanos;

    ClockSkew(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Absent before the first answer that tells the time. */
    @Nullable
    Duration last() {
        return last;
    }

    void saw(Account account, Duration skew) {
        last = skew;
        if (isNews(skew)) {
            tell(account, skew);
        }
    }

    private boolean isNews(Duration skew) {
        return skew.minus(told).abs().compareTo(WORTH_TELLING) >= 0;
    }

    private synchronized void tell(Account account, Duration skew) {
        long now = ticker.nanos();
        if (!isNews(skew) || (toldNanos != null && now - toldNanos < QUIET.toNanos())) {
            return;
        }
        told = skew;
        toldNanos = now;
        if (skew.abs().compareTo(WORTH_TELLING) < 0) {
            log.info("The clocks of Talkdesk for account {} and of this machine agree again.", account.id());
        } else {
            log.warn(
                    "The clock of Talkdesk for account {} is {} s ahead of this machine's. One of them is wrong;"
                            + " Talkdesk may refuse what is signed here. Nothing is corrected. Token URL {}.",
                    account.id(),
                    skew.toSeconds(),
                    account.tokenUrl());
        }
    }
}
