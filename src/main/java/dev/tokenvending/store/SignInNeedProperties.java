package dev.tokenvending.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What else needs a database.
 *
 * @param redirectUri where Talkdesk sends users back who sign in, which is kept
 */
@ConfigurationProperties("signin")
record SignInNeedProperties(@Nullable String redirectUri) {}
