package dev.tokenvending.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The database, under the names that Spring gave it.
 *
 * @param url {@code jdbc:postgresql:}, or {@code jdbc:h2:file:} for a single instance
 * @param username as whom we come
 * @param password of that user
 */
@ConfigurationProperties("spring.datasource")
record DatabaseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    /** Records print their components, and the URL may hold a password too. */
    @Override
    public String toString() {
        return "DatabaseProperties[hidden]";
    }
}
