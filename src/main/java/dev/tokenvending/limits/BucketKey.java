package dev.tokenvending.limits;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Half of the SHA-256 of a key: short however long the key is, and nobody can make two keys that share one. */
record BucketKey(long high, long low) {

    static BucketKey of(String key) {
        try {
            // Not by a charset: those make the same question mark of different halves of characters.
            ByteBuffer characters = ByteBuffer.allocate(key.length() * Character.BYTES);
            characters.asCharBuffer().put(key);
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(characters.array()));
            return new BucketKey(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
