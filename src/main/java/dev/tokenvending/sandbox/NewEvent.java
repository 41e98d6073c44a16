package dev.tokenvending.sandbox;

import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as ordered; what is null is taken from what the sandbox knows.
 *
 * @param createdAt when it claims to have happened; what it tells takes effect now
 */
record NewEvent(
        EventType type,
        String installation,
        @Nullable String appId,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable Instant createdAt) {

    /** Fit to stand in a path as they are. */
    private static final Predicate<String> ID =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}").asMatchPredicate();

    private static final int LONGEST_TEXT = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    NewEvent {
        requireId(installation, "installation");
        requireId(appId, "app_id");
        requireText(accountId, "account_id");
        requireText(accountName, "account_name");
        if (createdAt != null && (createdAt.isBefore(EARLIEST) || createdAt.isAfter(LATEST))) {
            throw new IllegalArgumentException("created_at is not between " + EARLIEST + " and " + LATEST);
        }
    }

    private static void requireId(@Nullable String id, String name) {
        if (id != null && !ID.test(id)) {
            throw new IllegalArgumentException(
                    name + " is not 1 to 100 letters, digits, dots, hyphens and underscores");
        }
    }

    private static void requireText(@Nullable String text, String name) {
        if (text != null && (text.isBlank() || text.length() > LONGEST_TEXT)) {
            throw new IllegalArgumentException(name + " is not 1 to " + LONGEST_TEXT + " characters");
        }
    }
}
