package dev.tokenvending.caller;

import dev.tokenvending.caller.ApiKeys.ApiKey;
import dev.tokenvending.caller.CallersProperties.ApiKeyProperties;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.settings.Passwords;
import dev.tokenvending.settings.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the callers by API key from the settings. */
final class ApiKeysReader {

    private static final String PREFIX = "token-vending.callers.api-keys";
    private static final String EXAMPLE_HASH = "the output of: printf %s \"$KEY\" | sha256sum";
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Settings settings;
    private final Passwords passwords = new Passwords();
    private final Map<Fingerprint, ApiKey> keys = new HashMap<>();

    private ApiKeysReader(Settings settings) {
        this.settings = settings;
    }

    /** The callers of {@code token-vending.callers.api-keys}. */
    static ApiKeys read(Settings settings, List<ApiKeyProperties> configured) {
        ApiKeysReader reader = new ApiKeysReader(settings);
        for (int i = 0; i < configured.size(); i++) {
            reader.add(PREFIX + "[" + i + "]", configured.get(i));
        }
        return new ApiKeys(reader.keys);
    }

    /** A name may come twice: while a key is replaced, its caller has two. */
    private void add(String property, ApiKeyProperties configured) {
        Optional<String> name = CallerNames.read(settings, property + ".name", configured.name(), "ios-app");
        Optional<Fingerprint> hash = hash(property + ".sha256", configured.sha256());
        @Nullable Instant notAfter = notAfter(property + ".not-after", configured.notAfter());
        if (name.isPresent() && hash.isPresent() && keys.put(hash.get(), new ApiKey(name.get(), notAfter)) != null) {
            settings.problem(property + ".sha256", "is there twice: one key cannot be two.", EXAMPLE_HASH);
        }
    }

    private Optional<Fingerprint> hash(String property, @Nullable String configured) {
        if (configured == null || !HASH.matcher(configured).matches()) {
            String what = configured == null ? "is missing." : "is no SHA-256: 64 hexadecimal digits.";
            settings.problem(property, what, EXAMPLE_HASH);
            return Optional.empty();
        }
        String hex = configured.toLowerCase(Locale.ROOT);
        if (!settings.isSandbox() && passwords.isHashOfWellKnown(hex)) {
            settings.problem(property, "is the hash of a well-known password, or made up.", EXAMPLE_HASH);
        }
        return Optional.of(new Fingerprint(hex));
    }

    private @Nullable Instant notAfter(String property, @Nullable String configured) {
        try {
            return configured == null ? null : OffsetDateTime.parse(configured).toInstant();
        } catch (DateTimeException e) {
            settings.problem(property, "is no moment with a zone.", "2027-01-01T00:00:00Z");
            return null;
        }
    }
}
