package dev.tokenvending.policy;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.limits.BucketRegistry;

/**
 * What policies hold that outlives a configuration.
 *
 * @param buckets what has been spent of limits
 * @param services the connections to services that are asked
 */
public record PolicyResources(BucketRegistry buckets, RemoteServices services) {

    /** Nothing spent and nothing opened yet. */
    public PolicyResources(Ticker ticker) {
        this(new BucketRegistry(ticker), new RemoteServices());
    }
}
