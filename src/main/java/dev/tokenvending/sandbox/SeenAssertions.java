package dev.tokenvending.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** The assertions already used, each remembered for as long as it could be used again. */
final class SeenAssertions {

    private record Seen(String jti, Instant until) {}

    private final Clock clock;
    private final Set<String> ids = new HashSet<>();
    private final Queue<Seen> byEnd = new PriorityQueue<>(Comparator.comparing(Seen::until));

    SeenAssertions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Remembers by the true clock, and longer by what the sandbox's own clock is off: a fault that moves that clock
     * must not open a door to replays.
     */
    synchronized boolean firstTime(String jti, Instant end, Instant sandboxNow) {
        Instant now = clock.instant();
        forgetEndedBy(now);
        if (!ids.add(jti)) {
            return false;
        }
        byEnd.add(new Seen(jti, end.plus(Duration.between(sandboxNow, now).abs())));
        return true;
    }

    synchronized int size() {
        return ids.size();
    }

    private void forgetEndedBy(Instant now) {
        for (Seen first = byEnd.peek(); first != null && first.until().isBefore(now); first = byEnd.peek()) {
            ids.remove(first.jti());
            byEnd.remove();
        }
    }
}
