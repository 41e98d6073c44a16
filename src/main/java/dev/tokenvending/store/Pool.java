package dev.tokenvending.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

/** Opens connections to the database, which need not be there yet. */
final class Pool {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration VALIDATE = Duration.ofSeconds(1);
    private static final int SIZE = 10;

    private Pool() {}

    static HikariDataSource open(Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setDriverClassName(database.isPostgreSql() ? "org.postgresql.Driver" : "org.h2.Driver");
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        // The service starts without the database, and vends what does not need it.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setValidationTimeout(VALIDATE.toMillis());
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setExceptionOverride(new BrokenConnections());
        if (database.isPostgreSql()) {
            config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
            // A server that has gone without a word would otherwise be waited for until the network gives up.
            config.addDataSourceProperty("socketTimeout", "10");
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return new HikariDataSource(config);
    }

    /** Of H2's own states, the pool does not know which of them mean that a connection has gone. */
    private static final class BrokenConnections implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return e instanceof SQLNonTransientConnectionException ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
