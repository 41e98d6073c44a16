package dev.tokenvending.store;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, and as whom we come.
 *
 * @param url for JDBC
 */
record Database(
        String url, @Nullable String username, @Nullable String password) {

    static final String POSTGRESQL = "jdbc:postgresql:";
    static final String H2_FILE = "jdbc:h2:file:";
    static final String H2_MEMORY = "jdbc:h2:mem:";

    /** One set of statements serves both databases only if H2 speaks as PostgreSQL does. */
    Database {
        if (!url.startsWith(POSTGRESQL)) {
            url = withOption(withOption(url, "MODE=PostgreSQL"), "DATABASE_TO_LOWER=TRUE");
        }
    }

    private static String withOption(String url, String option) {
        String start = ";" + option.substring(0, option.indexOf('=') + 1);
        return url.toUpperCase(Locale.ROOT).contains(start) ? url : url + ";" + option;
    }

    /** A database of its own that lasts as long as the process. */
    static Database inMemory() {
        return new Database(H2_MEMORY + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** Whether what is in it is there after a restart. */
    boolean lasts() {
        return !url.startsWith(H2_MEMORY);
    }

    boolean isPostgreSql() {
        return url.startsWith(POSTGRESQL);
    }

    /** Records print their components, and the URL may hold a password too. */
    @Override
    public String toString() {
        return "Database[" + (isPostgreSql() ? "PostgreSQL" : "H2") + "]";
    }
}
