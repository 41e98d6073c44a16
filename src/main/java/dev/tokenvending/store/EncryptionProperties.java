package dev.tokenvending.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How secrets in the database are sealed.
 *
 * @param encryptionKeys the first seals, all open
 */
@ConfigurationProperties("token-vending")
record EncryptionProperties(@DefaultValue List<KeyProperties> encryptionKeys) {

    /**
     * One key.
     *
     * @param id what a sealed secret names it by, for good: letters, digits, {@code . _ -}
     * @param key 32 bytes in Base64, or {@code file:} and a path
     */
    record KeyProperties(@Nullable String id, @Nullable String key) {

        /** Records print their components; one of these is a key. */
        @Override
        public String toString() {
            return "KeyProperties[id=" + id + "]";
        }
    }
}
