package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class TimersTests {

    private static final Duration NEVER_AGAIN = Duration.ofDays(1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Otherwise a call that hangs would keep the service from writing its last audit entries. */
    @Test
    void closeWhenATaskIsAtWorkThenItIsInterruptedBeforeTheRestStops() throws Exception {
        Stopping stopping = new Stopping();
        try (GenericApplicationContext context = contextWith(stopping)) {
            var _ = context.getBean(ThreadPoolTaskScheduler.class).scheduleWithFixedDelay(this::hang, NEVER_AGAIN);
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(stopping.sawInterrupted).isTrue();
    }

    @Test
    void runWhenATaskFailsThenItIsRunAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(3);
        try (GenericApplicationContext context = contextWith(new Stopping())) {
            var _ = context.getBean(ThreadPoolTaskScheduler.class)
                    .scheduleWithFixedDelay(
                            () -> {
                                again.countDown();
                                if (runs.incrementAndGet() == 1) {
                                    throw new AssertionError("the first time");
                                }
                            },
                            Duration.ofMillis(1));
            assertThat(again.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void hang() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
    }

    private static GenericApplicationContext contextWith(Stopping stopping) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(ThreadPoolTaskScheduler.class, () -> new Timers().taskScheduler());
        context.registerBean(Stopping.class, () -> stopping);
        context.refresh();
        return context;
    }

    /** Stops when those of the web server have stopped. */
    private final class Stopping implements SmartLifecycle {

        private boolean running;
        private boolean sawInterrupted;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            sawInterrupted = interrupted.get();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
