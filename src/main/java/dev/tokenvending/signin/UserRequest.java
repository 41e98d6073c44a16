package dev.tokenvending.signin;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a token of the user who has signed in for a caller.
 *
 * @param account whose user that must be
 * @param other the same account with the credentials it had or will have, absent when there are none
 * @param scope what the policies leave of the app's
 * @param leastLife what a token that is held must have left
 */
public record UserRequest(
        Caller caller,
        App app,
        Account account,
        @Nullable Account other,
        Scope scope,
        Duration leastLife,
        Deadline deadline) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    SignInFor whom() {
        return SignInFor.of(caller, app.id());
    }

    /** Whether the last access token is as good as a fresh one. */
    boolean isServedBy(SignIn signIn) {
        SignIn.Access access = signIn.access();
        if (access == null || !isBearableWith(signIn)) {
            return false;
        }
        Duration half = access.life().dividedBy(2);
        Duration minimum = app.minTtl().compareTo(half) < 0 ? app.minTtl() : half;
        return signIn.left().compareTo(minimum) >= 0;
    }

    /** Whether the last access token is better than nothing; never where each request is to have its own. */
    boolean isBearableWith(SignIn signIn) {
        SignIn.Access access = signIn.access();
        return access != null
                && app.reuse() != Reuse.NEVER
                && access.asked().equals(scope)
                && signIn.left().compareTo(SHORTEST) >= 0
                && signIn.left().compareTo(leastLife) >= 0;
    }
}
