package dev.tokenvending.caller;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The callers that prove themselves by an API key. */
final class ApiKeys {

    static final String HEADER = "X-Api-Key";

    /**
     * Looked up by their digests: how long that takes tells at most something about the digest of a guess, and nobody can
     * make guesses with digests of their choice.
     */
    private final Map<Fingerprint, ApiKey> keys;

    ApiKeys(Map<Fingerprint, ApiKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Whose key it is.
     *
     * @param notAfter the first moment at which it no longer counts; absent when it counts for ever
     */
    record ApiKey(String name, @Nullable Instant notAfter) {}

    Set<String> names() {
        return keys.values().stream().map(ApiKey::name).collect(Collectors.toUnmodifiableSet());
    }

    Caller authenticate(Credential.ApiKey presented, Instant now) {
        @Nullable ApiKey key = keys.get(Fingerprint.of(presented.key()));
        if (key == null) {
            throw new NotAdmittedException("unknown_key");
        }
        if (key.notAfter() != null && !now.isBefore(key.notAfter())) {
            throw new NotAdmittedException("expired_key");
        }
        return Caller.apiKey(key.name());
    }
}
