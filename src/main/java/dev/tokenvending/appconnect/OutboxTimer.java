package dev.tokenvending.appconnect;

import dev.tokenvending.store.StoreUnavailableException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Empties the outbox, by a few at a time: one that takes long holds up no other. */
class OutboxTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxTimer.class);
    private static final int THREADS = 4;

    private static final long SECONDS_BETWEEN_COUNTS = 15;
    private static final long HOUR = 3_600;

    private final Acknowledger acknowledger;
    private final OutboxMeters meters;
    private volatile @Nullable ScheduledExecutorService looking;

    OutboxTimer(Acknowledger acknowledger, OutboxMeters meters) {
        this.acknowledger = acknowledger;
        this.meters = meters;
    }

    @Override
    public void start() {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("outbox-", 0).factory());
        looking = timer;
        for (int i = 0; i < THREADS; i++) {
            var _ = timer.scheduleWithFixedDelay(() -> calmly(this::empty), 1, 1, TimeUnit.SECONDS);
        }
        var _ = timer.scheduleWithFixedDelay(
                () -> calmly(() -> meters.show(acknowledger.depth())), 1, SECONDS_BETWEEN_COUNTS, TimeUnit.SECONDS);
        var _ = timer.scheduleWithFixedDelay(() -> calmly(acknowledger::tidy), 1, HOUR, TimeUnit.SECONDS);
    }

    private void empty() {
        boolean more = true;
        while (more && isRunning()) {
            more = acknowledger.acknowledgeOne();
        }
    }

    private static void calmly(Runnable task) {
        try {
            task.run();
        } catch (StoreUnavailableException e) {
            // Told by the store itself; what waits is still there.
        } catch (RuntimeException e) {
            log.error("The outbox could not be seen to", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService timer = looking;
        looking = null;
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
