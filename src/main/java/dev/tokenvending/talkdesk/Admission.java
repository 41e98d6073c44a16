package dev.tokenvending.talkdesk;

import java.time.Duration;

/** Whether a call may go out to Talkdesk ID now. */
sealed interface Admission {

    /** It may not. */
    record Refused(String reason, Duration retryAfter) implements Admission {

        static final String GUARD_OPEN = "guard_open";
        static final String TOO_MANY_WAITING = "too_many_waiting";
    }

    /**
     * It may. Its place must be given back, and what came of it be told, each once.
     *
     * @param era of the guard when the call went
     * @param takenNanos when it took its place
     * @param hasTime whether there is enough of it for a timeout to be Talkdesk's doing
     */
    record Pass(Guard guard, int era, long takenNanos, boolean hasTime) implements Admission {

        void giveBack() {
            guard.places().giveBack(takenNanos);
        }

        void tell(Sign sign) {
            guard.settle(era, sign);
        }
    }
}
