package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When Talkdesk last gave us a token, by the ticker. */
class LastToken {

    private final Ticker ticker;
    private volatile @Nullable Long nanos;

    LastToken(Ticker ticker) {
        this.ticker = ticker;
    }

    void came() {
        nanos = ticker.nanos();
    }

    /** How long ago that was; empty when there was none since the start. */
    Optional<Duration> age() {
        return Optional.ofNullable(nanos).map(then -> Duration.ofNanos(ticker.nanos() - then));
    }
}
