package dev.tokenvending.caller;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often somebody may be wrong.
 *
 * @param failedAttemptsPerMinute how many credentials of one client address may fail in a minute, before those that are
 *     expensive to check are not checked any more
 */
@ConfigurationProperties("token-vending.callers")
record FailedAttemptsProperties(
        @DefaultValue("600") @Nullable Integer failedAttemptsPerMinute) {}
