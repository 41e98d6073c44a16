package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.TestTicker;
import dev.tokenvending.limits.BucketRegistry;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedAttemptsTests {

    private static final String SETTING = "token-vending.callers.failed-attempts-per-minute";

    private final TestTicker ticker = new TestTicker();
    private final BucketRegistry registry = new BucketRegistry(ticker);

    @Test
    void checkWhenThereWereTooManyThenRefusedForThatAddressAlone() {
        FailedAttempts attempts = read(SETTING + "=3");
        count(attempts, "192.0.2.1", 2);
        assertAllowed(attempts, "192.0.2.1");
        count(attempts, "192.0.2.1", 1);
        assertThatExceptionOfType(TooManyFailedAttemptsException.class)
                .isThrownBy(() -> attempts.check(true, "192.0.2.1"))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(20)));
        assertAllowed(attempts, "192.0.2.2");
    }

    /** One attacker behind a shared address locks nobody out whose credential costs no more than a hash. */
    @Test
    void checkWhenThereWereTooManyThenCheapOnesAreCheckedStill() {
        FailedAttempts attempts = read(SETTING + "=3");
        count(attempts, "192.0.2.1", 1_000);
        assertThatCode(() -> attempts.check(false, "192.0.2.1")).doesNotThrowAnyException();
        assertThat(new Credential.Basic("a", "b").isExpensive()).isFalse();
    }

    @Test
    void checkWhenTimeHasPassedThenAllowedAgain() {
        FailedAttempts attempts = read(SETTING + "=3");
        count(attempts, "192.0.2.1", 1_000);
        ticker.advance(Duration.ofSeconds(20));
        assertAllowed(attempts, "192.0.2.1");
        count(attempts, "192.0.2.1", 1);
        assertRefused(attempts, "192.0.2.1");
    }

    @Test
    void checkWhenAskedOftenThenThatCountsForNothing() {
        FailedAttempts attempts = read(SETTING + "=1");
        IntStream.range(0, 100).forEach(i -> assertAllowed(attempts, "192.0.2.1"));
    }

    @Test
    void checkWhenAddressIsIpv6ThenOfItsWholeNetwork() {
        FailedAttempts attempts = read(SETTING + "=3");
        IntStream.range(1, 4).forEach(i -> attempts.count("2001:db8::" + i));
        assertRefused(attempts, "2001:db8::ffff");
        assertAllowed(attempts, "2001:db8:0:1::1");
    }

    @Test
    void readWhenNothingIsSetThen600() {
        FailedAttempts attempts = read();
        count(attempts, "192.0.2.1", 599);
        assertAllowed(attempts, "192.0.2.1");
        count(attempts, "192.0.2.1", 1);
        assertRefused(attempts, "192.0.2.1");
    }

    /** As after a reload: nobody gets rid of the attempts by waiting for one. */
    @Test
    void readWhenReadAgainThenCountsAreKept() {
        FailedAttempts before = read(SETTING + "=3");
        count(before, "192.0.2.1", 3);
        FailedAttempts after = read(SETTING + "=3");
        assertThat(after).isNotSameAs(before);
        assertRefused(after, "192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "many"})
    void readWhenLimitIsOutOfBoundsThenProblem(String limit) {
        Settings settings = TestSettings.of(SETTING + "=" + limit);
        FailedAttempts.read(settings, registry);
        assertThat(TestSettings.problems(settings))
                .containsExactly(
                        SETTING + (limit.equals("many") ? " is not a number." : " must lie between 1 and 1000000."));
    }

    private FailedAttempts read(String... lines) {
        Settings settings = TestSettings.of(lines);
        FailedAttempts attempts = FailedAttempts.read(settings, registry);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return attempts;
    }

    private static void count(FailedAttempts attempts, String address, int times) {
        IntStream.range(0, times).forEach(i -> attempts.count(address));
    }

    private static void assertAllowed(FailedAttempts attempts, String address) {
        assertThatCode(() -> attempts.check(true, address)).doesNotThrowAnyException();
    }

    private static void assertRefused(FailedAttempts attempts, String address) {
        assertThatExceptionOfType(TooManyFailedAttemptsException.class).isThrownBy(() -> attempts.check(true, address));
    }
}
