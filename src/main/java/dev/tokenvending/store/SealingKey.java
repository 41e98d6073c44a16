package dev.tokenvending.store;

import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256 by which secrets are sealed.
 *
 * @param id what a sealed secret names it by
 */
record SealingKey(String id, SecretKey key) {

    static final int LENGTH = 32;

    static SealingKey of(String id, byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("A sealing key has " + LENGTH + " bytes");
        }
        return new SealingKey(id, new SecretKeySpec(key, "AES"));
    }

    /** A key that nobody else has, and that is lost with the process. */
    static SealingKey random(String id) {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return of(id, key);
    }

    @Override
    public String toString() {
        return "SealingKey[id=" + id + "]";
    }
}
