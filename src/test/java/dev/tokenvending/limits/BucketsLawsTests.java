package dev.tokenvending.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.TestTicker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Any windows, asked at any moments. */
class BucketsLawsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void spendWhenAskedAtAnyTimeThenNeverMoreThanTheWindowsHold() {
        Samples.forAll(500, some -> {
            TestTicker ticker = new TestTicker(some.between(Long.MIN_VALUE, Long.MAX_VALUE));
            List<Window> windows = windows(some);
            Buckets buckets = new Buckets(windows, ticker);
            Duration now = Duration.ZERO;
            List<Duration> grants = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                Duration pause = some.maybe()
                        ? Duration.ZERO
                        : some.time(windows.getFirst().length());
                ticker.advance(pause);
                now = now.plus(pause);
                Allowance expected = buckets.estimate("k");
                Allowance said = buckets.spend("k");
                assertThat(said.granted())
                        .isEqualTo(expected.granted())
                        .isEqualTo(said.retryAfter().isZero());
                assertThat(said.retryAfter()).isEqualTo(expected.retryAfter());
                assertQuotas(windows, expected.quotas(), said);
                if (said.granted()) {
                    grants.add(now);
                }
            }
            windows.forEach(window -> assertNotTooMany(window, grants));
        });
    }

    @Test
    void spendWhenRefusedThenGrantedAfterTheTimeThatIsToldAndNotASecondBefore() {
        Samples.forAll(500, some -> {
            TestTicker ticker = new TestTicker();
            List<Window> windows = windows(some);
            Buckets buckets = new Buckets(windows, ticker);
            Allowance refused = buckets.spend("k");
            while (refused.granted()) {
                refused = buckets.spend("k");
            }
            ticker.advance(refused.retryAfter().minus(SECOND));
            assertThat(buckets.estimate("k").granted()).isFalse();
            ticker.advance(SECOND);
            assertThat(buckets.spend("k").granted()).isTrue();
            buckets.giveBack("k");
            assertThat(buckets.estimate("k").granted()).isTrue();
            assertThat(buckets.spend("other").quotas())
                    .as("keys have nothing in common")
                    .allSatisfy(quota -> assertThat(quota.remaining()).isEqualTo(quota.limit() - 1));
        });
    }

    @Test
    void ofWhenAddressesAreAnyThenTheSameForTheSameHomeOnly() {
        Samples.forAll(some -> {
            byte[] one = some.bytes(16);
            byte[] other = some.bytes(16);
            if (some.maybe()) {
                System.arraycopy(one, 0, other, 0, some.oneOf(7, 8, 16));
            }
            boolean sameHome = IntStream.range(0, 8).allMatch(i -> one[i] == other[i]);
            String key = AddressKey.of(InetAddress.getByAddress(one).getHostAddress());
            assertThat(key.equals(AddressKey.of(InetAddress.getByAddress(other).getHostAddress())))
                    .isEqualTo(sameHome);
        });
    }

    private static List<Window> windows(Samples some) {
        return IntStream.rangeClosed(0, some.upTo(2))
                .mapToObj(i -> new Window("w" + i, 1 + some.upTo(20), SECOND.plus(some.time(Duration.ofMinutes(10)))))
                .toList();
    }

    private static void assertQuotas(List<Window> windows, List<Quota> before, Allowance said) {
        for (int i = 0; i < windows.size(); i++) {
            Quota quota = said.quotas().get(i);
            assertThat(quota.remaining()).isBetween(0L, windows.get(i).requests());
            assertThat(quota.remaining()).isEqualTo(before.get(i).remaining() - (said.granted() ? 1 : 0));
            assertThat(quota.reset()).isBetween(Duration.ZERO, windows.get(i).length());
            assertThat(quota.reset().isZero()).isEqualTo(quota.remaining() == quota.limit());
        }
    }

    /** From one grant to any other: those that fit into the bucket, and those that have run into it since. */
    private static void assertNotTooMany(Window window, List<Duration> grants) {
        for (int first = 0; first < grants.size(); first++) {
            for (int last = first; last < grants.size(); last++) {
                double passed = grants.get(last).minus(grants.get(first)).toNanos();
                double refilled = window.requests() * passed / window.length().toNanos();
                assertThat((double) (last - first + 1)).isLessThanOrEqualTo(window.requests() + refilled + 1e-6);
            }
        }
    }
}
