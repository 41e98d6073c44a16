package dev.tokenvending.core;

import java.time.Duration;

/**
 * A moment on the ticker after which nobody waits any longer.
 *
 * @param endNanos that moment
 * @param budget the time there was in all
 */
public record Deadline(Ticker ticker, long endNanos, Duration budget) {

    /** The deadline that ends the given time from now. */
    public static Deadline in(Duration budget, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + budget.toNanos(), budget);
    }

    /** The deadline that ends the given time after a moment on the ticker. */
    public static Deadline after(long startNanos, Duration budget, Ticker ticker) {
        return new Deadline(ticker, startNanos + budget.toNanos(), budget);
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - ticker.nanos()));
    }

    /** What is left, but at most the given time. */
    public Duration remaining(Duration atMost) {
        Duration remaining = remaining();
        return remaining.compareTo(atMost) < 0 ? remaining : atMost;
    }

    public boolean isOver() {
        return remaining().isZero();
    }
}
