package dev.tokenvending.store;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.store.EncryptionProperties.KeyProperties;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys that seal, or notes what is wrong with them. */
final class SealingKeysReader {

    private static final String PROPERTY = "token-vending.encryption-keys";
    private static final String KEY_EXAMPLE = "what this prints: openssl rand -base64 32";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Settings settings;
    private final Set<String> ids = new HashSet<>();

    private SealingKeysReader(Settings settings) {
        this.settings = settings;
    }

    /**
     * The keys in their order; one made up in the sandbox, if one is needed and there is none.
     *
     * @param lasts whether what is sealed is there after a restart, when a key that was made up is not
     */
    static List<SealingKey> read(Settings settings, boolean needed, boolean lasts) {
        List<KeyProperties> configured =
                settings.read(EncryptionProperties.class).encryptionKeys();
        if (configured.isEmpty() && needed) {
            if (settings.isSandbox() && !lasts) {
                return List.of(SealingKey.random("sandbox"));
            }
            settings.problem(
                    PROPERTY,
                    "is missing: secrets are sealed before they are put into the database.",
                    "[0].id of 2027-01, and as [0].key " + KEY_EXAMPLE);
        }
        SealingKeysReader reader = new SealingKeysReader(settings);
        List<SealingKey> keys = new ArrayList<>();
        for (int i = 0; i < configured.size(); i++) {
            reader.key(PROPERTY + "[" + i + "]", configured.get(i)).ifPresent(keys::add);
        }
        return List.copyOf(keys);
    }

    private Optional<SealingKey> key(String property, KeyProperties configured) {
        Optional<String> id = id(property + ".id", configured.id());
        Optional<byte[]> key = bytes(property + ".key", configured.key());
        return id.flatMap(name -> key.map(bytes -> SealingKey.of(name, bytes)));
    }

    private Optional<String> id(String property, @Nullable String configured) {
        @Nullable String problem = null;
        if (configured == null || configured.isBlank()) {
            problem = "is missing: a sealed secret names its key by it.";
        } else if (!ID.matcher(configured).matches()) {
            problem = "is no id: 1 to 64 letters, digits, dots, hyphens, underscores.";
        } else if (!ids.add(configured)) {
            problem = "is there twice.";
        }
        if (problem != null) {
            settings.problem(property, problem, "2027-01");
            return Optional.empty();
        }
        return Optional.ofNullable(configured);
    }

    private Optional<byte[]> bytes(String property, @Nullable String configured) {
        Optional<String> text = settings.textOrFile(property, configured);
        if (text.isEmpty()) {
            settings.problem(property, "is missing.", KEY_EXAMPLE);
            return Optional.empty();
        }
        byte[] key = decoded(text.get());
        if (key.length != SealingKey.LENGTH) {
            settings.problem(property, "is not 32 bytes in Base64.", KEY_EXAMPLE);
            return Optional.empty();
        }
        if (isOneByteRepeated(key)) {
            settings.problem(property, "is made up: all its bytes are the same.", KEY_EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(key);
    }

    /** Of either alphabet; nothing when it is not Base64. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean isOneByteRepeated(byte[] key) {
        for (byte one : key) {
            if (one != key[0]) {
                return false;
            }
        }
        return true;
    }
}
