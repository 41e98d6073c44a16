package dev.tokenvending.reload;

import java.util.concurrent.Executors;
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
    private volatile @Nullable ScheduledExecutorService looking;

    WatchTimer(Configurations configurations, FileWatch watch) {
        this.configurations = configurations;
        this.watch = watch;
    }

    @Override
    public void start() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("config-watch").factory());
        looking = timer;
        if (configurations.areFromFiles()) {
            lookIn(EVERY_MILLIS, timer);
        }
    }

    private void lookIn(long millis, ScheduledExecutorService timer) {
        var _ = timer.schedule(() -> look(timer), millis, TimeUnit.MILLISECONDS);
    }

    private void look(ScheduledExecutorService timer) {
        long pause = EVERY_MILLIS;
        try {
            pause = watch.look() ? AGAIN_MILLIS : EVERY_MILLIS;
        } catch (RuntimeException e) {
            log.error("The files of the configuration could not be looked at", e);
        } finally {
            if (!timer.isShutdown()) {
                lookIn(pause, timer);
            }
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
