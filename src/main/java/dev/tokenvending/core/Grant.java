package dev.tokenvending.core;

import java.net.URI;

/** By which OAuth 2.0 grant an app's tokens are had, and so for whom they speak. */
public sealed interface Grant {

    /** For the account (RFC 6749 §4.4). */
    record ClientCredentials() implements Grant {}

    /**
     * For a Talkdesk user who signs in (RFC 6749 §4.1), and from then on by that user's refresh token (§6).
     *
     * @param returnTo the link that opens the app again, which is all that decides where a sign-in ends
     */
    record AuthorizationCode(URI returnTo) implements Grant {}
}
