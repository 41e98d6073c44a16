package dev.tokenvending.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the clients of an installation.
 *
 * @param end when it stops being good; null until a rotation sets it
 */
record InstallationClient(
        String id, TokenCounter counter, @Nullable Instant end) {

    boolean isGoodAt(Instant now) {
        return end == null || now.isBefore(end);
    }

    /** A second rotation does not lengthen what the first one has set. */
    InstallationClient endingAt(Instant newEnd) {
        return end == null ? new InstallationClient(id, counter, newEnd) : this;
    }
}
