package dev.tokenvending.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Moments as the database's drivers take them. */
public final class DatabaseTime {

    private DatabaseTime() {}

    /** For a column of type {@code timestamp with time zone}. */
    public static OffsetDateTime of(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
