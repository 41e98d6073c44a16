package dev.tokenvending.core;

import java.security.PrivateKey;

/**
 * The private half of a key pair registered at Talkdesk.
 *
 * @param id the key id Talkdesk knows it by
 */
public record SigningKey(String id, KeyAlgorithm algorithm, PrivateKey privateKey) {

    @Override
    public String toString() {
        return "SigningKey[id=" + id + ", algorithm=" + algorithm + "]";
    }
}
