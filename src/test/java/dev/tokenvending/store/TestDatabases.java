package dev.tokenvending.store;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.springframework.mock.env.MockEnvironment;

/** Databases to test with, each of them fresh and empty. */
public final class TestDatabases {

    private TestDatabases() {}

    /** Started when a test first asks for it; the library stops it when the process ends. */
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new database in memory. */
    public static StoreSettings h2() {
        return settings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa");
    }

    /** A new database of a PostgreSQL server that all tests share. */
    public static StoreSettings postgres() {
        return postgres(postgresPort());
    }

    /** A new database of the same server, reached by another port. */
    static StoreSettings postgres(int port) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        create(name);
        return settings("jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres");
    }

    /** Where that database is, for others who come as {@code postgres}. */
    public static String url(StoreSettings settings) {
        return settings.database().url();
    }

    static int postgresPort() {
        return Server.POSTGRES.getPort();
    }

    /** Opens the store, by the clock of the machine. */
    public static Store open(StoreSettings settings) {
        return open(settings, System::nanoTime);
    }

    public static Store open(StoreSettings settings, Ticker ticker) {
        return new Store(settings, ticker);
    }

    /** A key to seal with, in Base64. */
    public static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** As in the sandbox, so that it may be in memory. */
    static StoreSettings settings(String url, String username) {
        MockEnvironment environment = TestSettings.environment(
                "spring.datasource.url=" + url,
                "spring.datasource.username=" + username,
                "token-vending.encryption-keys[0].id=test",
                "token-vending.encryption-keys[0].key=" + newKey());
        environment.setActiveProfiles("sandbox");
        Settings settings = new Settings(environment);
        StoreSettings store = StoreSettings.read(settings, true);
        settings.refuseProblems();
        return store;
    }

    private static synchronized void create(String name) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
