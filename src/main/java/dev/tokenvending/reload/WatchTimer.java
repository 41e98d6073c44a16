package dev.tokenvending.reload;

import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Lets a {@link FileWatch} look every five seconds, and sooner after a change, where there are files to look at. */
class WatchTimer implements SchedulingConfigurer, Trigger {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_CHANGE = Duration.ofMillis(500);

    private final Configurations configurations;
    private final FileWatch watch;
    private volatile boolean changed;

    WatchTimer(Configurations configurations, FileWatch watch) {
        this.configurations = configurations;
        this.watch = watch;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (configurations.areFromFiles()) {
            tasks.addTriggerTask(this::look, this);
        }
    }

    private void look() {
        changed = false;
        changed = watch.look();
    }

    @Override
    public Instant nextExecution(TriggerContext context) {
        return context.getClock().instant().plus(changed ? PAUSE_AFTER_CHANGE : PAUSE);
    }
}
