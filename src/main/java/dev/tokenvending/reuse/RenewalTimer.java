package dev.tokenvending.reuse;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the held tokens look every second which of them are to be renewed. */
class RenewalTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RenewalTimer.class);

    private final HeldTokens tokens;
    private volatile @Nullable ScheduledExecutorService looking;

    RenewalTimer(HeldTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void start() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("token-renewal").factory());
        var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        looking = timer;
    }

    /** A timer that is left by an exception never comes back. */
    private void look() {
        try {
            tokens.renewDue();
        } catch (RuntimeException e) {
            log.error("The held tokens could not be looked through", e);
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
