package dev.tokenvending.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Talkdesk users sign in.
 *
 * @param redirectUri where Talkdesk sends them back: the URL of our {@code /authorization/callback} as it is registered for
 *     the client; without it nobody signs in
 * @param pkce whether codes are bound to us by PKCE (RFC 7636), which Talkdesk does not document
 * @param jwksUri the keys that id tokens are signed with; without it they are believed because they come from Talkdesk
 * @param mostPending how many users may be on their way at once
 */
@ConfigurationProperties("signin")
record SignInProperties(
        @Nullable String redirectUri,
        @DefaultValue("true") boolean pkce,
        @Nullable String jwksUri,
        @DefaultValue("10000") int mostPending) {}
