package dev.tokenvending.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Talkdesk ID gave us no token. */
public sealed interface UpstreamFailure extends Exchange, Outcome {

    Upstream upstream();

    /** It refused us, or granted more than we asked for: an operator must act. */
    record Rejected(Upstream upstream) implements UpstreamFailure {}

    /** It could not be had, or its answer was no usable token answer. */
    record Unavailable(Upstream upstream, Duration retryAfter) implements UpstreamFailure {}

    /** It did not answer within the budget. */
    record TimedOut(Upstream upstream) implements UpstreamFailure {}

    /**
     * What is known of the failed call; for the audit log and the operator, never for a caller.
     *
     * @param reason our own short code for what went wrong
     * @param status the HTTP status, absent when there was no answer
     * @param error the {@code error} code of the answer (RFC 6749 §5.2), absent when there was none
     * @param description the {@code error_description}, cut short and without anything like a token
     * @param clockSkew how far upstream's clock is ahead of ours, absent when it did not tell the time
     */
    record Upstream(
            String reason,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String description,
            @Nullable Duration clockSkew) {

        /** A call that brought no answer. */
        public static Upstream silent(String reason) {
            return new Upstream(reason, null, null, null, null);
        }
    }
}
