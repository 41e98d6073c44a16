package dev.tokenvending.signin;

import org.jspecify.annotations.Nullable;

/**
 * What a browser brings from Talkdesk beside its state (RFC 6749 §4.1.2, RFC 9207), each absent when it is not there.
 *
 * @param error Talkdesk's own code for what went wrong
 * @param issuer who sent the browser
 */
record Callback(
        @Nullable String code,
        @Nullable String error,
        @Nullable String issuer) {

    private static final int LONGEST_CODE = 4096;

    /** Visible characters of ASCII and spaces (RFC 6749 A.11). */
    boolean hasUsableCode() {
        return code != null
                && !code.isEmpty()
                && code.length() <= LONGEST_CODE
                && code.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }

    /** Records print their components; one of these is a secret. */
    @Override
    public String toString() {
        return "Callback[hidden]";
    }
}
