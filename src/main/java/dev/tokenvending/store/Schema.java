package dev.tokenvending.store;

import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tables as this version needs them, seen to before the first work. As long as that fails, one tries now and then and
 * the others are told at once.
 */
final class Schema {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    private final Runnable migration;
    private final Ticker ticker;
    private final ReentrantLock attempt = new ReentrantLock();
    private volatile boolean ready;
    private volatile boolean failing;

    /** Guarded by the lock. */
    private long failedAt;

    Schema(Runnable migration, Ticker ticker) {
        this.migration = migration;
        this.ticker = ticker;
    }

    /** @throws StoreUnavailableException when it is not this caller's turn to try */
    void ensure() {
        if (ready) {
            return;
        }
        if (!mayTry()) {
            throw new StoreUnavailableException(null);
        }
        try {
            if (!ready) {
                tryNow();
            }
        } finally {
            attempt.unlock();
        }
    }

    /** Those who come while the very first attempt is under way wait for it: most likely it succeeds. */
    private boolean mayTry() {
        try {
            return failing ? attempt.tryLock() : attempt.tryLock(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tryNow() {
        if (failing && ticker.nanos() - failedAt < PAUSE.toNanos()) {
            throw new StoreUnavailableException(null);
        }
        try {
            migration.run();
            ready = true;
        } finally {
            if (!ready) {
                failedAt = ticker.nanos();
                failing = true;
            }
        }
    }
}
