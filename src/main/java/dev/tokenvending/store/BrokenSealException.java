package dev.tokenvending.store;

/** A sealed secret cannot be opened; tells nothing of what it holds. */
public final class BrokenSealException extends Exception {

    private final String code;

    BrokenSealException(String code) {
        super("The seal is broken: " + code);
        this.code = code;
    }

    /**
     * Why: {@code malformed} when it is none of ours, {@code unknown_key} when its key is not among ours,
     * {@code tampered} when it is not as we made it, {@code other_row} when we made it for another row.
     */
    public String code() {
        return code;
    }
}
