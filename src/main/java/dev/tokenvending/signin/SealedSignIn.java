package dev.tokenvending.signin;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Seals;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a user who has signed in, as they lie in the store.
 *
 * @param refreshRow what the refresh token is sealed for
 * @param accessRow what the access token is sealed for
 * @param accessToken absent before the first
 */
record SealedSignIn(
        SignInFor whom,
        String id,
        String refreshRow,
        String accessRow,
        String refreshToken,
        @Nullable String accessToken)
        implements SealedTable.Row<SealedSignIn> {

    static SealedSignIn of(SignIn signIn) {
        return new SealedSignIn(
                signIn.whom(),
                signIn.id(),
                signIn.refreshRow(),
                signIn.accessRow(),
                signIn.refreshToken(),
                signIn.access() == null ? null : signIn.access().sealed());
    }

    @Override
    public String name() {
        return "Sign-in of caller " + whom.callerSha256() + " for app " + whom.app();
    }

    @Override
    public String seal() {
        return refreshToken;
    }

    @Override
    public SealedSignIn anew(Seals seals) throws BrokenSealException {
        return new SealedSignIn(
                whom,
                id,
                refreshRow,
                accessRow,
                seals.anew(refreshToken, refreshRow),
                accessToken == null ? null : seals.anew(accessToken, accessRow));
    }

    /** Without the seals. */
    @Override
    public String toString() {
        return name();
    }
}
