package dev.tokenvending.signin;

import dev.tokenvending.core.Fingerprint;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** A secret of 256 bits that nobody guesses: a {@code state}, a nonce, a PKCE verifier, or a code of ours. */
record OneTime(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    static OneTime fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new OneTime(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether the text may be one. */
    static boolean isWellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** What is kept of it: who reads the database cannot use it. */
    String sha256() {
        return Fingerprint.of(value).hex();
    }

    @Override
    public String toString() {
        return "OneTime[hidden]";
    }
}
