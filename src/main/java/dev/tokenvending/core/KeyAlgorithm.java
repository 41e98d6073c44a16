package dev.tokenvending.core;

/** The signature algorithms Talkdesk ID takes for a client assertion (Talkdesk reference: app.installed). */
public enum KeyAlgorithm {
    ES256,
    ES384,
    ES512,
    PS256,
    PS384,
    PS512;

    public boolean isRsa() {
        return this == PS256 || this == PS384 || this == PS512;
    }
}
