package dev.tokenvending.core;

import java.util.regex.Pattern;

/**
 * A Talkdesk access token.
 *
 * @param value the credential itself, in the {@code b64token} syntax of RFC 6750 §2.1, so that it fits a header
 * @param scope what Talkdesk granted
 * @param expiry the end of its life, counted from the moment its request was sent
 */
public record AccessToken(String value, Scope scope, Deadline expiry) {

    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    public AccessToken {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("An access token is a b64token");
        }
    }

    public static boolean isWellFormed(String value) {
        return B64TOKEN.matcher(value).matches();
    }

    /** Whole seconds of life left now, rounded down. */
    public long secondsLeft() {
        return expiry.remaining().toSeconds();
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(value);
    }

    @Override
    public String toString() {
        return "AccessToken[" + fingerprint() + ", scope=" + scope + "]";
    }
}
