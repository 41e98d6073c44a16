package dev.tokenvending.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A database as Heroku and others name it: {@code postgres://user:password@host:port/database?options}. What is not
 * exactly that is refused before the driver sees it, which would print parts of it, a misplaced password included.
 */
final class DatabaseUrl {

    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";
    private static final String PORT = "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";
    private static final String HOST_AND_PORT = HOST + "(?::" + PORT + ")?";

    private static final Pattern FORM =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^:@/?#]*))?@)?(?<host>" + HOST
                    + ")(?::(?<port>" + PORT + "))?/(?<name>[^@/?#]+)(?:\\?(?<options>[^#]*))?");

    private static final Pattern JDBC_FORM = Pattern.compile(Database.POSTGRESQL + "(?://(?:" + HOST_AND_PORT + "(?:,"
            + HOST_AND_PORT + ")*)?/|/)?[^@/?#]*(?:\\?[^#]*)?");

    private DatabaseUrl() {}

    /** The database of such a URL, or empty when it is none. */
    static Optional<Database> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !isDecodable(text)) {
            return Optional.empty();
        }
        String port = form.group("port") == null ? "5432" : form.group("port");
        String options = form.group("options") == null ? "" : "?" + form.group("options");
        String url = Database.POSTGRESQL + "//" + form.group("host") + ":" + port + "/" + form.group("name") + options;
        return Optional.of(new Database(url, decoded(form.group("user")), decoded(form.group("password"))));
    }

    /** Whether the text is a JDBC URL that PostgreSQL's driver can read. */
    static boolean isJdbc(String text) {
        return JDBC_FORM.matcher(text).matches() && isDecodable(text);
    }

    private static @Nullable String decoded(@Nullable String part) {
        return part == null ? null : StringUtils.uriDecode(part, StandardCharsets.UTF_8);
    }

    private static boolean isDecodable(String text) {
        try {
            StringUtils.uriDecode(text, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
