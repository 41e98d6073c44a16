package dev.tokenvending.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an app has called back.
 *
 * @param clientId the client whose credentials it acknowledges; null when it is about the installation itself
 */
record Acknowledgement(
        @Nullable String clientId, String state, @Nullable String reason, Instant receivedAt) {}
