package dev.tokenvending.caller;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param basic callers by HTTP Basic, beside the one of {@code DEFAULT_USERNAME} and {@code DEFAULT_PASSWORD}
 */
@ConfigurationProperties("token-vending.callers")
record CallersProperties(@DefaultValue List<BasicProperties> basic) {

    /**
     * One caller.
     *
     * @param username without a colon
     * @param password at least 16 characters, or {@code file:} and a path
     */
    record BasicProperties(
            @Nullable String username, @Nullable String password) {

        /** Records print their components; one of these is a password. */
        @Override
        public String toString() {
            return "BasicProperties[username=" + username + "]";
        }
    }
}
