package dev.tokenvending.appconnect;

import dev.tokenvending.core.Ticker;
import java.time.Duration;

/** So many fetches a minute, whoever makes us fetch. */
class FetchBudget {

    static final int MOST = 30;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final Ticker ticker;
    private long began;
    private int taken;

    FetchBudget(Ticker ticker) {
        this.ticker = ticker;
        this.began = ticker.nanos();
    }

    synchronized boolean takes() {
        long now = ticker.nanos();
        if (now - began >= WINDOW) {
            began = now;
            taken = 0;
        }
        taken++;
        return taken <= MOST;
    }
}
