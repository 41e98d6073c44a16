package dev.tokenvending.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The time that instances agree on who share a store. */
@FunctionalInterface
public interface StoreClock {

    /** What it says within a transaction. */
    Instant now(JdbcClient jdbc);

    /** The database's own clock: those of the instances may each be wrong in another way. */
    static Instant ofDatabase(JdbcClient jdbc) {
        return jdbc.sql("select current_timestamp")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
