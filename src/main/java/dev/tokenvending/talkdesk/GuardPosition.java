package dev.tokenvending.talkdesk;

/** How a {@link Guard} stands, for those who look on. */
enum GuardPosition {

    /** Calls go. */
    CLOSED,

    /** One call goes, or is under way, to find out. */
    HALF_OPEN,

    /** No call goes. */
    OPEN
}
