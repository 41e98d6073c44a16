package dev.tokenvending.core;

import org.jspecify.annotations.Nullable;

/**
 * What came of a user's return from Talkdesk to {@code /authorization/callback}; published as an application event. The
 * requests before and after it are the app's own, under {@code /token}.
 *
 * @param requestId of the return
 * @param address of the browser
 * @param pending the sign-in it belongs to, absent when none does
 * @param outcome {@code returned} when there is a code to redeem, else the error that the app was told, or
 *     {@code unknown_state} when nobody was
 * @param reason what the app was not told, absent when all went well
 * @param upstreamError Talkdesk's {@code error}, when it is one of letters, digits, {@code . _ -}
 */
public record SignInEvent(
        String requestId,
        String address,
        @Nullable Pending pending,
        String outcome,
        @Nullable String reason,
        @Nullable String upstreamError) {

    /** A sign-in that has begun: by whom, for which app, and at which account. */
    public record Pending(Caller caller, AppId app, AccountId account) {}
}
