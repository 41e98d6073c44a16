package dev.tokenvending.talkdesk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a {@link Guard} stays open.
 *
 * @param random from 0 to 1, so that not all instances of a service probe at the same moment
 */
record Pauses(DoubleSupplier random) {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Talkdesk refuses good credentials too, for minutes after a scope was added; other scopes work meanwhile. */
    static final Duration LONGEST_WHEN_REFUSED = Duration.ofSeconds(10);

    private static final int MOST_DOUBLINGS = 5;

    /** Twice as long each time up to the longest, of which a random part up to half is left out. */
    Duration after(int openings, Duration longest) {
        Duration doubled = SHORTEST.multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        Duration whole = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofNanos((long) (whole.toNanos() * (1 - random.getAsDouble() / 2)));
    }
}
