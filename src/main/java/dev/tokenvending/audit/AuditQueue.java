package dev.tokenvending.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries that wait to be written. It is full once {@value #LENGTH} of them wait, and takes more nevertheless: those of
 * requests that came when it was not full. How many those are is bounded by the connections.
 */
class AuditQueue {

    static final int LENGTH = 1024;

    static final int BATCH = 128;

    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    int size() {
        return entries.size();
    }

    boolean hasRoom() {
        return entries.size() < LENGTH;
    }

    /** Waits until it is not full; false when it still is after that time. */
    boolean awaitRoom(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!hasRoom() && left > 0) {
                left = room.awaitNanos(left);
            }
            return hasRoom();
        } finally {
            lock.unlock();
        }
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Waits for an entry, and moves it and those behind it into the batch: {@value #BATCH} at most, oldest first. */
    void take(Collection<Entry> batch) {
        batch.add(takeFirst());
        entries.drainTo(batch, BATCH - 1);
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Entry takeFirst() {
        try {
            return entries.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts the writer", e);
        }
    }
}
