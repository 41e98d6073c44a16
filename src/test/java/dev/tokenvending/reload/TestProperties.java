package dev.tokenvending.reload;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("token-vending")
record TestProperties(@Nullable String defaultApp) {}
