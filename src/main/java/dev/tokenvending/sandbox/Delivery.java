package dev.tokenvending.sandbox;

import java.time.Duration;

/**
 * How an event is sent.
 *
 * @param times how often, one after the other
 * @param delayMillis how long to wait before each time
 */
record Delivery(long times, EventSignature signature, long delayMillis) {

    private static final int MOST_TIMES = 100;
    private static final long LONGEST_DELAY_MILLIS = 60_000;

    Delivery {
        if (times < 1 || times > MOST_TIMES) {
            throw new IllegalArgumentException("times is not between 1 and " + MOST_TIMES);
        }
        if (delayMillis < 0 || delayMillis > LONGEST_DELAY_MILLIS) {
            throw new IllegalArgumentException("delay_millis is not between 0 and " + LONGEST_DELAY_MILLIS);
        }
    }

    Duration delay() {
        return Duration.ofMillis(delayMillis);
    }
}
