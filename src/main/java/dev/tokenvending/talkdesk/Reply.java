package dev.tokenvending.talkdesk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back over the wire from one call to a token endpoint. */
sealed interface Reply {

    /**
     * An HTTP answer.
     *
     * @param body decoded from at most {@link TokenEndpoint#LARGEST_BODY} bytes
     * @param clockSkew how far upstream's clock is ahead of ours at least, by its {@code Date} header; absent without one
     * @param retryAfter the {@code Retry-After} header in seconds, absent without one
     */
    record Answered(
            int status,
            String body,
            @Nullable Duration clockSkew,
            @Nullable Duration retryAfter) implements Reply {

        /** Without the body, which may hold a token. */
        @Override
        public String toString() {
            return "Answered[status=" + status + "]";
        }
    }

    /** No connection, or one that broke before the answer was whole. */
    record Broken(String reason) implements Reply {}

    /** The answer is no HTTP, or larger than any token answer. */
    record Unreadable(String reason) implements Reply {}

    /** No answer while there was time. */
    record Late() implements Reply {}
}
