package dev.tokenvending.caller.keys;

/** A public key that cannot be relied on; the message completes the sentence "the setting …" and quotes nothing of it. */
public final class UnfitKeyException extends Exception {
    UnfitKeyException(String message) {
        super(message);
    }
}
