package dev.tokenvending.policy;

import dev.tokenvending.core.Deadline;
import java.time.Duration;

/**
 * How a decision is come to.
 *
 * @param deadline when it must be there
 * @param rehearsal whether it is only to be explained: the same decision, but nothing is spent
 */
record Hearing(Deadline deadline, boolean rehearsal) {

    private static final Duration LONGEST_IN_SHADOW = Duration.ofSeconds(1);
    private static final int SHARE_IN_SHADOW = 4;

    /** For a decision that does not count: what comes after it must not lack the time it takes. */
    Hearing inShadow() {
        Duration share = deadline.remaining().dividedBy(SHARE_IN_SHADOW);
        Duration patience = share.compareTo(LONGEST_IN_SHADOW) < 0 ? share : LONGEST_IN_SHADOW;
        return new Hearing(Deadline.in(patience, deadline.ticker()), rehearsal);
    }
}
