package dev.tokenvending.core;

import java.security.MessageDigest;

/**
 * A password we can recognise but do not hold. SHA-256 is enough because only high-entropy passwords are accepted, and a
 * slow hash on every request would let a handful of clients stop the machine.
 */
public final class SecretDigest {

    private final byte[] sha256;

    private SecretDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    public static SecretDigest of(String secret) {
        return new SecretDigest(Fingerprint.sha256(secret));
    }

    /** Compares in constant time. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(sha256, Fingerprint.sha256(presented));
    }

    @Override
    public String toString() {
        return "SecretDigest[hidden]";
    }
}
