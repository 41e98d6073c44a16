package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.TokenPolicy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** Whatever somebody's policy does, the request is answered in time, and no more than granted. */
@Timeout(60)
class BeanCheckTests {

    private static final PolicyInput INPUT = TestInput.builder().build();
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    /** Lets go whoever still hangs. */
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void decideWhenPolicyAnswersThenThatIsFound() {
        Decision decision = Decision.limited("later", Duration.ofMinutes(1));
        assertThat(decide(_ -> decision, PLENTY)).isEqualTo(decision);
    }

    static Stream<Throwable> defects() {
        return Stream.of(
                new IllegalStateException("c4nary"),
                new java.io.IOException("not declared, and yet thrown by other languages"),
                new InterruptedException("by itself"),
                new NoClassDefFoundError("com/example/Missing"),
                new StackOverflowError(),
                new OutOfMemoryError("of an array that is too large"),
                new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void decideWhenPolicyThrowsThenRefused(Throwable defect) {
        TokenPolicy policy = _ -> BeanCheckTests.<RuntimeException>thrown(defect);
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.refused("policy_failed"));
    }

    @Test
    void decideWhenPolicyRecursesForEverThenRefused() {
        assertThat(decide(new Endless(), PLENTY)).isEqualTo(Decision.refused("policy_failed"));
    }

    @Test
    @SuppressWarnings("NullAway") // What somebody else's code may do.
    void decideWhenPolicyReturnsNullThenRefused() {
        assertThat(decide(_ -> null, PLENTY)).isEqualTo(Decision.refused("policy_failed"));
        assertThat(decide(_ -> Decision.narrowed(null), PLENTY)).isEqualTo(Decision.refused("policy_failed"));
        assertThat(decide(_ -> Decision.limited("later", null), PLENTY)).isEqualTo(Decision.refused("policy_failed"));
    }

    @Test
    void decideWhenReasonIsNoCodeThenRefused() {
        assertThat(decide(_ -> Decision.refused("a b\nc"), PLENTY)).isEqualTo(Decision.refused("policy_failed"));
    }

    @Test
    void decideWhenPolicyHangsThenTimedOutAndInterrupted() {
        AtomicBoolean asked = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        TokenPolicy policy = _ -> {
            asked.set(true);
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return Decision.granted();
        };
        while (!asked.get()) {
            // A busy machine may not have started it by then.
            assertThat(decide(policy, SHORT)).isEqualTo(Decision.refused("policy_timeout"));
        }
        await().untilTrue(interrupted);
    }

    @Test
    void decideWhenDeadlineIsOverThenPolicyIsNotAsked() {
        AtomicInteger asked = new AtomicInteger();
        TokenPolicy policy = _ -> {
            asked.incrementAndGet();
            return Decision.granted();
        };
        Deadline over = Deadline.in(Duration.ZERO, new TestTicker());
        assertThat(policyOf(bean(policy))
                        .decide(INPUT, new Hearing(over, false))
                        .decision())
                .isEqualTo(Decision.refused("policy_timeout"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void decideWhenManyAreStuckForEverThenRefusedWithoutAnotherThread() {
        AtomicInteger stuck = new AtomicInteger();
        Policy policy = policyOf(bean(_ -> {
            stuck.incrementAndGet();
            awaitEndWhateverComes();
            return Decision.granted();
        }));
        while (stuck.get() < PolicyBean.MOST_THREADS) {
            // Busy already when a thread has a task that has not got as far as counting itself.
            assertThat(decide(policy, Duration.ofMillis(1)))
                    .isIn(Decision.refused("policy_timeout"), Decision.refused("policy_busy"));
        }
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.refused("policy_busy"));
        assertThat(stuck).hasValue(PolicyBean.MOST_THREADS);

        end.countDown();
        await().untilAsserted(() -> assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted()));
    }

    /** On virtual threads, as many loops as there are cores would be the last thing the service does. */
    @Test
    void decideWhenPoliciesLoopForEverThenVirtualThreadsStillRun() throws InterruptedException {
        Policy policy = policyOf(bean(_ -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return Decision.granted();
        }));
        for (int loops = 0; loops <= Runtime.getRuntime().availableProcessors(); loops++) {
            assertThat(decide(policy, SHORT)).isEqualTo(Decision.refused("policy_timeout"));
        }
        assertThat(Thread.ofVirtual().start(() -> {}).join(PLENTY)).isTrue();
    }

    @Test
    void decideWhenRequestIsInterruptedThenRefusedAndStillInterrupted() {
        Thread.currentThread().interrupt();
        Decision decision = decide(
                _ -> {
                    awaitEndWhateverComes();
                    return Decision.granted();
                },
                PLENTY);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(decision).isEqualTo(Decision.refused("shutting_down"));
    }

    @Test
    void decideWhenBeanIsAskedAgainThenItIsNotLookedUpAgain() {
        AtomicInteger lookups = new AtomicInteger();
        Policy policy = policyOf(() -> {
            lookups.incrementAndGet();
            return _ -> Decision.granted();
        });
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted());
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted());
        assertThat(lookups).hasValue(1);
    }

    @Test
    void decideWhenLazyBeanCannotBeMadeThenRefusedAndTriedAgain() {
        AtomicInteger lookups = new AtomicInteger();
        Policy policy = policyOf(() -> {
            if (lookups.incrementAndGet() == 1) {
                throw new IllegalStateException("its database is down");
            }
            return _ -> Decision.granted();
        });
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.refused("policy_failed"));
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted());
    }

    @Test
    void decideWhenPolicyLogsThenItKnowsTheRequestAndNotTheOneBefore() throws InterruptedException {
        AtomicReference<@Nullable String> seen = new AtomicReference<>();
        Policy policy = policyOf(bean(_ -> {
            seen.set(MDC.get("requestId"));
            MDC.put("requestId", "left behind");
            return Decision.granted();
        }));
        MDC.put("requestId", "7f3a");
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted());
        MDC.remove("requestId");
        assertThat(seen).hasValue("7f3a");
        Thread.ofVirtual().start(() -> decide(policy, PLENTY)).join();
        assertThat(seen).hasValue(null);
    }

    @Test
    void decideWhenPolicyLoadsClassesThenFromWhereTheServiceIs() {
        AtomicReference<@Nullable ClassLoader> seen = new AtomicReference<>();
        TokenPolicy policy = _ -> {
            seen.set(Thread.currentThread().getContextClassLoader());
            return Decision.granted();
        };
        assertThat(decide(policy, PLENTY)).isEqualTo(Decision.granted());
        assertThat(seen).hasValue(PolicyBean.class.getClassLoader());
    }

    private static Decision decide(TokenPolicy policy, Duration budget) {
        return decide(policyOf(bean(policy)), budget);
    }

    private static Decision decide(Policy policy, Duration budget) {
        Hearing hearing = new Hearing(Deadline.in(budget, System::nanoTime), false);
        return policy.decide(INPUT, hearing).decision();
    }

    private static Policy policyOf(Supplier<TokenPolicy> bean) {
        return new Policy("test", Mode.ENFORCE, new BeanCheck(new PolicyBean("test", bean)));
    }

    private static Supplier<TokenPolicy> bean(TokenPolicy policy) {
        return () -> policy;
    }

    private void awaitEndWhateverComes() {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                // Like code that was never meant to be interrupted.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Decision thrown(Throwable defect) throws T {
        throw (T) defect;
    }

    private static final class Endless implements TokenPolicy {

        @Override
        @SuppressWarnings("InfiniteRecursion") // What it is for.
        public Decision decide(PolicyInput input) {
            Decision again = new Endless().decide(input);
            return again instanceof Decision.Granted ? Decision.refused("never") : again;
        }
    }
}
