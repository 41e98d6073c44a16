package dev.tokenvending.appconnect;

/** A body that was not read to its end. */
final class UnreadBodyException extends Exception {

    private final transient Taken taken;

    UnreadBodyException(Taken taken) {
        super(taken.toString());
        this.taken = taken;
    }

    /** What becomes of the event for it. */
    Taken taken() {
        return taken;
    }
}
