package dev.tokenvending.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenvending.core.Ticker;
import java.util.List;

/**
 * The buckets in use, so that reading the settings anew finds those of a limit that has not changed. A limit with other
 * windows gets new ones. Those that no configuration uses any more are forgotten by themselves: a configuration that is
 * read and then refused must take none away from the one in force.
 */
public final class BucketRegistry {

    private final Ticker ticker;
    private final Cache<Limit, Buckets> buckets =
            Caffeine.newBuilder().weakValues().build();

    public BucketRegistry(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * The buckets of a limit.
     *
     * @param name tells limits apart that have the same windows
     */
    public Buckets buckets(String name, List<Window> windows) {
        return buckets.get(new Limit(name, List.copyOf(windows)), limit -> new Buckets(limit.windows(), ticker));
    }

    private record Limit(String name, List<Window> windows) {}
}
