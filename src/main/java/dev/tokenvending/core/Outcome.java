package dev.tokenvending.core;

import java.time.Duration;

/** How a request that reached the vending ended. */
public sealed interface Outcome
        permits Outcome.Vended, Outcome.Denied, Outcome.SignInRequired, Outcome.Limited, UpstreamFailure {

    /**
     * The caller gets this token.
     *
     * @param reused whether it was not fetched for this request
     */
    record Vended(AccessToken token, boolean reused) implements Outcome {}

    /**
     * The caller gets none, by our own decision.
     *
     * @param reason for the audit log; callers never learn it
     */
    record Denied(String reason) implements Outcome {}

    /**
     * The caller gets none before its user has signed in at Talkdesk.
     *
     * @param reason for the audit log: {@code not_signed_in}, or why that is over
     */
    record SignInRequired(String reason) implements Outcome {}

    /**
     * The caller gets none for now, because a limit of ours is used up.
     *
     * @param reason for the audit log
     */
    record Limited(String reason, Duration retryAfter) implements Outcome {}
}
