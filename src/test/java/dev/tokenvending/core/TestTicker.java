package dev.tokenvending.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that moves when told to. */
public final class TestTicker implements Ticker {

    private final AtomicLong nanos;

    public TestTicker() {
        this(0);
    }

    /** Starts anywhere: the zero of a real ticker means nothing, and it may be near the end of the numbers. */
    public TestTicker(long nanos) {
        this.nanos = new AtomicLong(nanos);
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
