package dev.tokenvending.store;

import dev.tokenvending.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where the database is, or notes why it cannot be there. */
record DatabaseReader(Settings settings) {

    private static final String URL = "spring.datasource.url";
    private static final String URL_EXAMPLE = "jdbc:postgresql://db.example.com:5432/token_vending";
    private static final String VARIABLE = "DATABASE_URL";
    private static final String VARIABLE_EXAMPLE =
            "postgres://user:password@db.example.com:5432/token_vending, other characters than letters and digits in"
                    + " the password as %40 and the like";

    private static final String OPTIONS = "(?:;\\w+=[^;]*)*";
    private static final Pattern H2_FILE =
            Pattern.compile(Database.H2_FILE + "(?:~?/|\\.{1,2}/|[A-Za-z]:[/\\\\])[^;]+" + OPTIONS);

    /** Without a name, each connection would get a database of its own. */
    private static final Pattern H2_MEMORY = Pattern.compile(Database.H2_MEMORY + "[\\w-]+" + OPTIONS);

    Optional<Database> read() {
        DatabaseProperties properties = settings.read(DatabaseProperties.class);
        @Nullable String url = textOrNull(properties.url());
        if (url != null) {
            return ofUrl(url.strip(), properties);
        }
        @Nullable String variable = settings.variable(VARIABLE);
        if (variable != null) {
            return ofVariable(variable, properties);
        }
        if (settings.isSandbox()) {
            return Optional.of(Database.inMemory());
        }
        settings.problem(
                URL,
                "is missing, and so is " + VARIABLE + ": AppConnect and the sign-in of users need a database.",
                URL_EXAMPLE);
        return Optional.empty();
    }

    private Optional<Database> ofUrl(String url, DatabaseProperties properties) {
        @Nullable String problem = problemWith(url);
        if (problem != null) {
            settings.problem(URL, problem, URL_EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(new Database(url, textOrNull(properties.username()), textOrNull(properties.password())));
    }

    /** Platforms set the variable, so what somebody has set by hand wins. */
    private Optional<Database> ofVariable(String variable, DatabaseProperties properties) {
        Optional<Database> database = DatabaseUrl.parse(variable);
        if (database.isEmpty()) {
            settings.problem(
                    VARIABLE, "is not of the form postgres://user:password@host:port/database.", VARIABLE_EXAMPLE);
        }
        return database.map(found -> new Database(
                found.url(),
                firstText(properties.username(), found.username()),
                firstText(properties.password(), found.password())));
    }

    private static @Nullable String firstText(@Nullable String first, @Nullable String second) {
        return textOrNull(first) == null ? second : first;
    }

    private static @Nullable String textOrNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** What is wrong with the URL, never with a part of it: it may hold a password. */
    private @Nullable String problemWith(String url) {
        if (url.startsWith(Database.POSTGRESQL)) {
            return problemWithPostgreSql(url);
        }
        if (url.startsWith(Database.H2_FILE)) {
            return H2_FILE.matcher(url).matches() ? null : "is not of the form jdbc:h2:file:/path/to/database.";
        }
        if (!url.startsWith(Database.H2_MEMORY)) {
            return "is of no database that serves: jdbc:postgresql: or, for a single instance, jdbc:h2:file:.";
        }
        if (!settings.isSandbox()) {
            return "would lose everything with the process: jdbc:h2:mem: is for the sandbox.";
        }
        return H2_MEMORY.matcher(url).matches() ? null : "is not of the form jdbc:h2:mem:name.";
    }

    private static @Nullable String problemWithPostgreSql(String url) {
        if (DatabaseUrl.isJdbc(url)) {
            return null;
        }
        boolean holdsUser = url.replaceFirst("\\?.*", "").contains("@");
        return holdsUser
                ? "holds a user: spring.datasource.username and spring.datasource.password are for that."
                : "is not of the form jdbc:postgresql://host:port/database.";
    }
}
