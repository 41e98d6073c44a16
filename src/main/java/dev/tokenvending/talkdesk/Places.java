package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Ticker;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may be under way at once, so that a slow Talkdesk is not buried under requests. Who could not be served
 * in time is turned away before he waits.
 */
class Places {

    static final int ALL = 64;
    static final int MOST_WAITING = 4 * ALL;

    /** How many of the last calls the usual length of a call is taken from. */
    private static final int REMEMBERED = 16;

    private final Ticker ticker;
    private final AtomicInteger waiting = new AtomicInteger();

    /** First come, first served: otherwise a wait cannot be foretold. */
    private final Semaphore free = new Semaphore(ALL, true);

    // Each is written without a lock: one that is lost among many changes nothing.
    private volatile long usualNanos;
    private volatile long lastTakenNanos;

    Places(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Takes a place, waiting at most half the whole budget; false when there will be none by then. */
    boolean take(Deadline deadline) throws InterruptedException {
        if (free.tryAcquire(0, TimeUnit.NANOSECONDS) || waitFor(deadline)) {
            lastTakenNanos = ticker.nanos();
            return true;
        }
        return false;
    }

    private boolean waitFor(Deadline deadline) throws InterruptedException {
        long patience = deadline.remaining(deadline.budget().dividedBy(2)).toNanos();
        try {
            int inLine = waiting.incrementAndGet();
            return inLine <= MOST_WAITING
                    && expectedNanos(inLine) <= patience
                    && free.tryAcquire(patience, TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** All calls under way are at least as old as the place taken last; while Talkdesk hangs, only that tells. */
    private long expectedNanos(int inLine) {
        return Math.max(usualNanos, ticker.nanos() - lastTakenNanos) / ALL * inLine;
    }

    void giveBack(long takenNanos) {
        long usual = usualNanos;
        usualNanos = usual + (ticker.nanos() - takenNanos - usual) / REMEMBERED;
        free.release();
    }

    /** After no call, whose length would say something. */
    void giveBackUnused() {
        free.release();
    }

    int taken() {
        return ALL - free.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }
}
