package dev.tokenvending.sandbox;

import java.util.List;

/**
 * An event that was sent.
 *
 * @param statuses what the app answered, in order; {@link EventSender#NO_ANSWER} where it did not
 */
record EventSent(SandboxEvent event, List<Integer> statuses) implements EventOutcome {

    EventSent {
        statuses = List.copyOf(statuses);
    }
}
