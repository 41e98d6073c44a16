package dev.tokenvending.reload;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the configuration comes from.
 *
 * @param configFile a YAML file that holds accounts, apps, callers and policies instead of the application's own settings,
 *     and is read again when it changes
 */
@ConfigurationProperties("token-vending")
record ReloadProperties(@Nullable String configFile) {}
