package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SchemaTests {

    private static final long NEAR_THE_END = Long.MAX_VALUE - 10;

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();

    @Test
    void ensureWhenMigratedThenNeverAgain() {
        Schema schema = new Schema(this::migrate, new TestTicker());
        schema.ensure();
        schema.ensure();
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, NEAR_THE_END, -1})
    void ensureWhenFailingThenTriedOnceASecond(long start) {
        TestTicker ticker = new TestTicker(start);
        Schema schema = new Schema(this::migrate, ticker);
        broken.set(true);
        assertThatIllegalStateException().isThrownBy(schema::ensure);
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(schema::ensure);
        ticker.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(schema::ensure);
        assertThat(attempts).hasValue(1);

        ticker.advance(Duration.ofNanos(1));
        assertThatIllegalStateException().isThrownBy(schema::ensure);
        assertThat(attempts).hasValue(2);

        ticker.advance(Duration.ofSeconds(1));
        broken.set(false);
        schema.ensure();
        schema.ensure();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void ensureWhenFailingAndOneTriesThenOthersAreToldAtOnce() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        TestTicker ticker = new TestTicker();
        Schema schema = new Schema(
                () -> {
                    migrate();
                    trying.countDown();
                    await(done);
                },
                ticker);
        broken.set(true);
        assertThatIllegalStateException().isThrownBy(schema::ensure);
        broken.set(false);
        ticker.advance(Duration.ofSeconds(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(schema::ensure);
            try {
                await(trying);
                assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(schema::ensure);
            } finally {
                done.countDown();
            }
            one.get();
        }
        schema.ensure();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void ensureWhenFirstAttemptIsUnderWayThenOthersWaitForIt() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Schema schema = new Schema(
                () -> {
                    migrate();
                    trying.countDown();
                    await(done);
                },
                new TestTicker());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(schema::ensure);
            await(trying);
            Future<?> another = threads.submit(schema::ensure);
            done.countDown();
            one.get();
            another.get();
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void ensureWhenInterruptedWhileWaitingThenUnavailableAndStillInterrupted() {
        Schema schema = new Schema(this::migrate, new TestTicker());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(schema::ensure);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(0);
    }

    private void migrate() {
        attempts.incrementAndGet();
        if (broken.get()) {
            throw new IllegalStateException("broken");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
