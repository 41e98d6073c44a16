package dev.tokenvending.appconnect;

import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.ErrorCode;

/** What becomes of what arrives at the side door. */
sealed interface Taken {

    /** It is in the store, now or since before. */
    record Accepted(CustomerEvent event) implements Taken {}

    /** It is not Talkdesk's, not for us, or not to be believed. */
    record Refused(String reason) implements Taken {}

    /**
     * It was not looked into.
     *
     * @param code what its sender is told
     */
    record Unread(ErrorCode code, String reason) implements Taken {}

    /** It may be good; it has to come again. */
    record Unavailable(String reason) implements Taken {}
}
