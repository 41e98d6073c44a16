package dev.tokenvending.signin;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user who has signed in for a caller, as the store has it; its secrets are sealed.
 *
 * @param id another one with each sign-in
 * @param scope the widest that may be asked for
 * @param access the last access token that was had, absent before the first
 * @param renewal who fetches a new one just now, absent when nobody does
 * @param failedRenewalId of the last renewal that brought none
 * @param now by the store's clock when this was read
 */
record SignIn(
        SignInFor whom,
        String id,
        AccountId account,
        Scope scope,
        String refreshToken,
        @Nullable Access access,
        @Nullable Renewal renewal,
        @Nullable String failedRenewalId,
        Instant now) {

    /**
     * An access token.
     *
     * @param asked what it was asked for with
     * @param scope that was granted, which may be narrower
     * @param life that it had when it was granted
     */
    record Access(String sealed, Scope asked, Scope scope, Duration life, Instant expiresAt) {}

    record Renewal(String id, Instant until) {}

    /** Who fetches a new one, unless the time for that is over. */
    Optional<Renewal> renewalUnderWay() {
        return Optional.ofNullable(renewal).filter(it -> it.until().isAfter(now));
    }

    /** Of the last access token, never negative; nothing without one. */
    Duration left() {
        if (access == null || !access.expiresAt().isAfter(now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, access.expiresAt());
    }

    /** What its refresh token is sealed for. */
    String refreshRow() {
        return whom.row("sign_in", id + "/" + account + "/refresh_token");
    }

    /** What its access token is sealed for. */
    String accessRow() {
        return whom.row("sign_in", id + "/" + account + "/access_token");
    }

    /** Without the sealed secrets. */
    @Override
    public String toString() {
        return "SignIn[" + account + ", " + scope + "]";
    }
}
