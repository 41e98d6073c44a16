package dev.tokenvending.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Times;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.TestTicker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Any windows, asked at any moments. */
class BucketsLawsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property(tries = 500)
    void spendWhenAskedAtAnyTimeThenNeverMoreThanTheWindowsHold(
            @ForAll long start,
            @ForAll @Size(min = 1, max = 3) List<@From("windows") Window> windows,
            @ForAll @Size(max = 60) List<@From("pauses") Duration> pauses) {
        TestTicker ticker = new TestTicker(start);
        Buckets buckets = new Buckets(windows, ticker);
        Duration now = Duration.ZERO;
        List<Duration> grants = new ArrayList<>();
        for (Duration pause : pauses) {
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
    }

    @Property(tries = 500)
    void spendWhenRefusedThenGrantedAfterTheTimeThatIsToldAndNotASecondBefore(
            @ForAll @Size(min = 1, max = 3) List<@From("windows") Window> windows) {
        TestTicker ticker = new TestTicker();
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
    }

    @Property
    void ofWhenAddressesAreAnyThenTheSameForTheSameHomeOnly(
            @ForAll @Size(16) byte[] one, @ForAll @Size(16) byte[] rest, @ForAll("lengths") int same)
            throws UnknownHostException {
        byte[] other = rest.clone();
        System.arraycopy(one, 0, other, 0, same);
        boolean sameHome = Arrays.equals(one, 0, 8, other, 0, 8);
        String key = AddressKey.of(InetAddress.getByAddress(one).getHostAddress());
        assertThat(key.equals(AddressKey.of(InetAddress.getByAddress(other).getHostAddress())))
                .isEqualTo(sameHome);
    }

    @Provide
    Arbitrary<Window> windows() {
        return Combinators.combine(Arbitraries.integers().between(1, 21), Times.between(SECOND, Duration.ofMinutes(10)))
                .as((requests, length) -> new Window("w", requests, length));
    }

    /** Half of them none, as of requests that come at once. */
    @Provide
    Arbitrary<Duration> pauses() {
        return Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), Times.upTo(Duration.ofMinutes(10)));
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(0, 7, 8, 16);
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
