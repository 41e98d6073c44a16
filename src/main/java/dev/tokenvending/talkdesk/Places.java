package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Fingerprint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many calls may be under way for one account, so that a slow Talkdesk is not buried under requests. */
class Places {

    static final int PER_ACCOUNT = 64;
    static final int MOST_WAITING = 4 * PER_ACCOUNT;

    private final ConcurrentMap<Fingerprint, Semaphore> accounts = new ConcurrentHashMap<>();

    /** Takes a place, waiting at most half the whole budget; false when there was none, or too many wait already. */
    boolean take(Account account, Deadline deadline) throws InterruptedException {
        if (of(account).getQueueLength() >= MOST_WAITING) {
            return false;
        }
        long nanos = deadline.remaining(deadline.budget().dividedBy(2)).toNanos();
        return of(account).tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    void giveBack(Account account) {
        of(account).release();
    }

    private Semaphore of(Account account) {
        return accounts.computeIfAbsent(account.version(), _ -> new Semaphore(PER_ACCOUNT));
    }
}
