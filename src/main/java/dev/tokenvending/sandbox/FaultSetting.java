package dev.tokenvending.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault as ordered.
 *
 * @param millis how long {@code slow} waits, or how far ahead {@code clock-skew} sets the clock (behind, if negative);
 *     of no effect on other faults
 * @param times how many more token requests it spoils; null means until it is changed
 */
record FaultSetting(Fault fault, long millis, @Nullable Integer times) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration WIDEST_SKEW = Duration.ofDays(1);
    private static final int MOST_TIMES = 1_000_000;

    /** After the bounds, which its construction reads. */
    static final FaultSetting NONE = new FaultSetting(Fault.NONE, 0, null);

    FaultSetting {
        long most = (fault == Fault.CLOCK_SKEW ? WIDEST_SKEW : LONGEST_WAIT).toMillis();
        long least = fault == Fault.CLOCK_SKEW ? -most : 0;
        if (millis < least || millis > most) {
            throw new IllegalArgumentException("millis is not between " + least + " and " + most);
        }
        if (times != null && (times < 1 || times > MOST_TIMES)) {
            throw new IllegalArgumentException("times is not between 1 and " + MOST_TIMES);
        }
    }

    static FaultSetting of(Fault fault, @Nullable Long millis, @Nullable Integer times) {
        return new FaultSetting(fault, millis == null ? defaultMillis(fault) : millis, times);
    }

    /** What is in force after one more token request. */
    FaultSetting afterOne() {
        if (times == null) {
            return this;
        }
        return times == 1 ? NONE : new FaultSetting(fault, millis, times - 1);
    }

    Duration delay() {
        return fault == Fault.SLOW ? Duration.ofMillis(millis) : Duration.ZERO;
    }

    Duration clockOffset() {
        return fault == Fault.CLOCK_SKEW ? Duration.ofMillis(millis) : Duration.ZERO;
    }

    boolean usesMillis() {
        return fault == Fault.SLOW || fault == Fault.CLOCK_SKEW;
    }

    private static long defaultMillis(Fault fault) {
        return switch (fault) {
            case SLOW -> 5_000;
            case CLOCK_SKEW -> 600_000;
            default -> 0;
        };
    }
}
