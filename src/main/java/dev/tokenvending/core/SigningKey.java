package dev.tokenvending.core;

import java.security.PrivateKey;

/**
 * The private half of a key pair registered at Talkdesk, by which we sign assertions ({@code private_key_jwt}, RFC 7523).
 *
 * @param id the key id Talkdesk knows it by
 */
public record SigningKey(String id, KeyAlgorithm algorithm, PrivateKey privateKey) implements ClientCredential {

    @Override
    public Name name() {
        return new Name(id, algorithm.name());
    }

    @Override
    public String toString() {
        return "SigningKey[id=" + id + ", algorithm=" + algorithm + "]";
    }
}
