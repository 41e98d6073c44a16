package dev.tokenvending.core;

import org.jspecify.annotations.Nullable;

/** The password of a client, which goes to Talkdesk ID itself ({@code client_secret_basic}, RFC 6749 §2.3.1). */
public final class ClientSecret implements ClientCredential {

    public static final String METHOD = "client_secret_basic";

    private static final int ENOUGH_TO_TELL_APART = 16;

    private final String value;
    private final Name name;

    public ClientSecret(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A client secret is not blank");
        }
        this.value = value;
        this.name = new Name(Fingerprint.of(value).hex().substring(0, ENOUGH_TO_TELL_APART), METHOD);
    }

    public String value() {
        return value;
    }

    @Override
    public Name name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientSecret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
