package dev.tokenvending.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** What binds a code to the client that began the sign-in: PKCE with the method S256 (RFC 7636). */
record CodeChallenge(String value) {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    static boolean isWellFormed(String value) {
        return CHALLENGE.matcher(value).matches();
    }

    boolean isMetBy(String verifier) {
        byte[] met = sha256(verifier).getBytes(StandardCharsets.US_ASCII);
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(met, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
