package dev.tokenvending.store;

import java.nio.file.Path;

/** A database that can be taken away and given back. */
public interface Outage extends AutoCloseable {

    /** One that is there at first, and empty. */
    static Outage of(TestDatabase database, Path directory) {
        return switch (database) {
            case H2 -> new H2Outage(directory);
            case POSTGRES -> new PostgresOutage();
        };
    }

    StoreSettings settings();

    void begin();

    void end();

    @Override
    void close();
}
