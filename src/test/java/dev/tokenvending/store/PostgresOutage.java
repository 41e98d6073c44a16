package dev.tokenvending.store;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Closes the port by which the server is reached, and all connections through it. */
final class PostgresOutage implements Outage {

    private final PortSwitch port;
    private final StoreSettings settings;

    PostgresOutage() {
        try {
            port = new PortSwitch(TestDatabases.postgresPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = TestDatabases.postgres(port.number());
        end();
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public void begin() {
        port.close();
    }

    @Override
    public void end() {
        try {
            port.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
