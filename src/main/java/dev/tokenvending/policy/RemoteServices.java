package dev.tokenvending.policy;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services that remote policies ask, kept from one configuration to the next: a policy that stays as it is keeps its
 * connections and its places. One that no configuration needs any more ends with the last request that is decided by it,
 * which is why none is held here by more than a weak reference.
 */
public final class RemoteServices {

    private final Map<Key, WeakReference<RemoteCheck>> checks = new HashMap<>();

    private record Key(String policy, URI url, Duration timeout) {}

    /** The check of that policy: the one that is in use already, or else a new one. */
    synchronized RemoteCheck check(String policy, URI url, Duration timeout) {
        checks.values().removeIf(reference -> reference.get() == null);
        Key key = new Key(policy, url, timeout);
        WeakReference<RemoteCheck> known = checks.get(key);
        @Nullable RemoteCheck check = known == null ? null : known.get();
        if (check == null) {
            check = new RemoteCheck(policy, url, timeout);
            checks.put(key, new WeakReference<>(check));
        }
        return check;
    }
}
