package dev.tokenvending.talkdesk;

import org.jspecify.annotations.Nullable;

/**
 * What comes with the access token of a user (Talkdesk's reference of the authorization-code grant), each absent when it is
 * not there or cannot be believed.
 *
 * @param refreshToken by which the next access token is had
 * @param sid the session at Talkdesk
 * @param idToken who signed in (OpenID Connect Core §2), unchecked; only with the scope {@code openid}
 */
public record UserTokens(
        @Nullable String refreshToken,
        @Nullable String sid,
        @Nullable String idToken) {

    static final UserTokens NONE = new UserTokens(null, null, null);

    /** Records print their components; two of these are secrets. */
    @Override
    public String toString() {
        return "UserTokens[hidden]";
    }
}
