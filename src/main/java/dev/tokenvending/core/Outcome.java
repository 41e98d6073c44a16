package dev.tokenvending.core;

/** How a request that reached the vending ended. */
public sealed interface Outcome permits Outcome.Vended, Outcome.Denied, UpstreamFailure {

    /** The caller gets this token. */
    record Vended(AccessToken token) implements Outcome {}

    /**
     * The caller gets none, by our own decision.
     *
     * @param reason for the audit log; callers never learn it
     */
    record Denied(String reason) implements Outcome {}
}
