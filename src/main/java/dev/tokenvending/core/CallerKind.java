package dev.tokenvending.core;

/** How a caller proved who it is. */
public enum CallerKind {
    BASIC("basic"),
    API_KEY("api-key"),
    ISSUER("issuer");

    private final String wireName;

    CallerKind(String wireName) {
        this.wireName = wireName;
    }

    /** The kind as settings and audit write it. */
    public String wireName() {
        return wireName;
    }
}
