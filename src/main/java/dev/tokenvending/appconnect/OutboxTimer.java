package dev.tokenvending.appconnect;

import java.time.Duration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Empties the outbox, by a few at a time: one that takes long holds up no other. */
class OutboxTimer implements SchedulingConfigurer {

    private static final int AT_ONCE = 4;
    private static final Duration AT_FIRST = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);

    private final Acknowledger acknowledger;
    private final OutboxMeters meters;

    OutboxTimer(Acknowledger acknowledger, OutboxMeters meters) {
        this.acknowledger = acknowledger;
        this.meters = meters;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        for (int i = 0; i < AT_ONCE; i++) {
            tasks.addFixedDelayTask(new IntervalTask(this::empty, BETWEEN_LOOKS, AT_FIRST));
        }
        tasks.addFixedDelayTask(new IntervalTask(this::count, BETWEEN_COUNTS, AT_FIRST));
        tasks.addFixedDelayTask(new IntervalTask(acknowledger::tidy, BETWEEN_TIDYINGS, AT_FIRST));
    }

    private void empty() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = acknowledger.acknowledgeOne();
        }
    }

    private void count() {
        meters.show(acknowledger.depth());
    }
}
