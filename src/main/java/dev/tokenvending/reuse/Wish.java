package dev.tokenvending.reuse;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.TimedExchange;
import java.time.Duration;

/**
 * What a caller wants of a token.
 *
 * @param minTtl the app's own least life; never more than half of what was granted
 * @param least the life this caller asked for, taken at its word
 * @param deadline until when the caller waits
 * @param source where a fresh one is to be had
 */
public record Wish(Duration minTtl, Duration least, Deadline deadline, Source source) {

    /** The life that a token granted for so long must have left to be handed out again. */
    Duration minimum(Duration granted) {
        return shorter(minTtl, granted.dividedBy(2));
    }

    /** The life below which a token granted for so long is better renewed before somebody asks. */
    Duration renewalMark(Duration granted) {
        return shorter(minTtl.compareTo(least) > 0 ? minTtl : least, granted.dividedBy(2));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Fetches a fresh token; answers before the deadline. */
    @FunctionalInterface
    public interface Source {
        TimedExchange exchange(Deadline deadline);
    }
}
