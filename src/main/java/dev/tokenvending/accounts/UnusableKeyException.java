package dev.tokenvending.accounts;

/** A private key that cannot serve; the message says why, without the key, and ends the sentence "the setting …". */
public final class UnusableKeyException extends Exception {

    UnusableKeyException(String message) {
        super(message);
    }
}
