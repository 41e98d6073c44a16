package dev.tokenvending.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A client asks that a user let it act for them, in a way that nothing is wrong with.
 *
 * @param granted what it gets if they do
 * @param nonce for the {@code id_token}
 * @param challenge null when the client uses no PKCE
 */
record AuthorizationRequest(
        KnownClient client,
        ReturnAddress address,
        Granted granted,
        @Nullable String nonce,
        @Nullable CodeChallenge challenge)
        implements AuthorizationReading {}
