package dev.tokenvending.sandbox;

/** An order for an event that comes to nothing, and why. */
record EventRejected(int status, String reason) implements EventOrder, EventMade, EventOutcome {

    static EventRejected because(String reason) {
        return new EventRejected(400, reason + ".");
    }
}
