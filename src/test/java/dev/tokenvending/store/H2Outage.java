package dev.tokenvending.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Has a file stand where H2 looks for the directory of the database. */
final class H2Outage implements Outage {

    private final Path place;
    private final Path away;
    private final StoreSettings settings;

    H2Outage(Path directory) {
        place = directory.resolve("place");
        away = directory.resolve("away");
        settings = TestDatabases.settings("jdbc:h2:file:" + place.toAbsolutePath() + "/database", "sa");
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public void begin() {
        try (Connection connection =
                        DriverManager.getConnection(settings.database().url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
            // First, so that nobody who finds it shut down opens it again.
            Files.move(place, away);
            Files.createFile(place);
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            Files.delete(place);
            Files.move(away, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
