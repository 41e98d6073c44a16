package dev.tokenvending.core;

/** Who gets the same token again while it has enough life left. */
public enum Reuse {
    /** The same user of an issuer. A Basic user or an API key stands for a whole fleet, so it gets a fresh one each time. */
    PER_USER,

    /** Every caller of the app: one leak speaks for all of them, and nothing at Talkdesk can tell them apart. */
    SHARED,

    /** Nobody: each request gets a fresh token. */
    NEVER
}
