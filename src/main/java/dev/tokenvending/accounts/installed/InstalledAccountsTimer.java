package dev.tokenvending.accounts.installed;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the installed accounts look for changes every other second. */
class InstalledAccountsTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InstalledAccountsTimer.class);
    private static final long SECONDS = 2;

    private final InstalledAccounts accounts;
    private volatile @Nullable ScheduledExecutorService looking;

    InstalledAccountsTimer(InstalledAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void start() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("installations").factory());
        looking = timer;
        var _ = timer.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            accounts.look();
        } catch (RuntimeException e) {
            log.error("Changes of installations could not be looked for", e);
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
