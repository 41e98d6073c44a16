package dev.tokenvending.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Talkdesk access token. */
public final class AccessToken {

    private final String value;
    private final Scope scope;
    private final Deadline expiry;
    private final @Nullable String id;

    /** Made when it is first asked for: a token that is handed out again and again needs only one. */
    private @Nullable Fingerprint fingerprint;

    /**
     * A token.
     *
     * @param value the credential itself, in the {@code b64token} syntax of RFC 6750 §2.1, so that it fits a header
     * @param scope what Talkdesk granted
     * @param expiry the end of its life, counted from the moment its request was sent
     */
    public AccessToken(String value, Scope scope, Deadline expiry) {
        this(value, scope, expiry, null);
    }

    /**
     * A token that has an id.
     *
     * @param id what Talkdesk itself calls it, its {@code jti} (RFC 7519 §4.1.7)
     */
    public AccessToken(String value, Scope scope, Deadline expiry, @Nullable String id) {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("An access token is a b64token");
        }
        this.value = value;
        this.scope = scope;
        this.expiry = expiry;
        this.id = id;
    }

    /** By hand: over the thousand characters of a token, a regular expression is a tenth of an exchange. */
    public static boolean isWellFormed(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isTokenCharacter(value.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
    }

    public String value() {
        return value;
    }

    public Scope scope() {
        return scope;
    }

    public Deadline expiry() {
        return expiry;
    }

    /** Absent where it cannot be read from the token. */
    public @Nullable String id() {
        return id;
    }

    /** Whole seconds of life left now, rounded down. */
    public long secondsLeft() {
        return expiry.remaining().toSeconds();
    }

    public Fingerprint fingerprint() {
        Fingerprint made = fingerprint;
        if (made == null) {
            // Made twice by two threads it is the same.
            made = Fingerprint.of(value);
            fingerprint = made;
        }
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessToken token
                && value.equals(token.value)
                && scope.equals(token.scope)
                && expiry.equals(token.expiry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, scope, expiry);
    }

    @Override
    public String toString() {
        return "AccessToken[" + fingerprint() + ", scope=" + scope + "]";
    }
}
