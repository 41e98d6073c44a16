package dev.tokenvending.core;

/** What tells one Talkdesk account from another. */
public enum AccountMatch {
    /** The id Talkdesk gave it. */
    ID,
    /** The host label of its Talkdesk ID, which customers may choose. */
    NAME
}
