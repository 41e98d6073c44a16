package dev.tokenvending.core;

/** What proves to Talkdesk ID that we are the client we say we are. */
public sealed interface ClientCredential permits SigningKey, ClientSecret {

    /** What it is called, which is no secret. */
    Name name();

    /**
     * Tells credentials of one client from each other.
     *
     * @param id the key id, or the fingerprint of a secret
     * @param method the algorithm of a key (RFC 7518 §3.1), or {@code client_secret_basic}
     */
    record Name(String id, String method) {}
}
