package dev.tokenvending;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Times that laws are tried on: short ones more often than long ones, and half of them in whole seconds. */
public final class Times {

    private Times() {}

    /** The least and the most are among them. */
    public static Arbitrary<Duration> between(Duration least, Duration most) {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(least.toNanos(), most.toNanos()).map(Duration::ofNanos),
                Arbitraries.longs().between(least.toSeconds(), most.toSeconds()).map(Duration::ofSeconds));
    }

    public static Arbitrary<Duration> upTo(Duration most) {
        return between(Duration.ZERO, most);
    }
}
