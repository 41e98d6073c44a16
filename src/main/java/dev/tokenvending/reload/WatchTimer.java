package dev.tokenvending.reload;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets a {@link FileWatch} look every five seconds, where there are files to look at. */
class WatchTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchTimer.class);
    private static final long EVERY_MILLIS = 5_000;
    private static final long AGAIN_MILLIS = 500;

    private final Configurations configurations;
    private final FileWatch watch;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("config-watch").factory());
    private volatile boolean running;
    private volatile @Nullable Future<?> next;

    WatchTimer(Configurations configurations, FileWatch watch) {
        this.configurations = configurations;
        this.watch = watch;
    }

    @Override
    public void start() {
        running = true;
        if (configurations.areFromFiles()) {
            lookIn(EVERY_MILLIS);
        }
    }

    private void lookIn(long millis) {
        next = looking.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long pause = EVERY_MILLIS;
        try {
            pause = watch.look() ? AGAIN_MILLIS : EVERY_MILLIS;
        } catch (RuntimeException e) {
            log.error("The files of the configuration could not be looked at", e);
        } finally {
            if (running) {
                lookIn(pause);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
        looking.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
