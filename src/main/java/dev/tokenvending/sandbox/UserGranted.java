package dev.tokenvending.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The client is who it says it is, and gets these scopes of a user.
 *
 * @param refreshToken for the next time
 * @param nonce null unless the client sent one, and when it is not the first token of the sign-in
 */
record UserGranted(
        Granted granted,
        SignIn signIn,
        String refreshToken,
        @Nullable String nonce) implements Ruling {

    /** A refresh token is in it. */
    @Override
    public String toString() {
        return "UserGranted[" + signIn.clientId() + ", " + signIn.user() + "]";
    }
}
