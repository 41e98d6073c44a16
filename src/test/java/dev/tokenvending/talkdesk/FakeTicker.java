package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that stands still until told to move. */
final class FakeTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong(4711);

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
