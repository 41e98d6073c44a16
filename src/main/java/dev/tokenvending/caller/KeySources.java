package dev.tokenvending.caller;

import dev.tokenvending.caller.keys.KeyLocation;
import dev.tokenvending.caller.keys.RemoteKeys;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.outbound.OutboundHttp;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The published keys that any configuration refers to. Lives as long as the service, so that a reload keeps the keys that
 * are held; those no configuration refers to any longer are dropped.
 */
public final class KeySources {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final OutboundHttp http = new OutboundHttp(CONNECT_TIMEOUT);
    private final Ticker ticker;
    private final Executor executor;

    /** Weakly, since only the collector knows when the last request by an older configuration has ended. */
    private final Map<KeyLocation, WeakReference<RemoteKeys>> sources = new HashMap<>();

    public KeySources(Ticker ticker) {
        this(ticker, task -> Thread.ofVirtual().name("issuer-keys").start(task));
    }

    KeySources(Ticker ticker, Executor executor) {
        this.ticker = ticker;
        this.executor = executor;
    }

    /** The keys at that location, the same for everybody who asks. */
    synchronized RemoteKeys at(KeyLocation location, Crypto crypto) {
        sources.values().removeIf(source -> source.get() == null);
        WeakReference<RemoteKeys> source = sources.get(location);
        @Nullable RemoteKeys known = source == null ? null : source.get();
        if (known != null) {
            return known;
        }
        RemoteKeys keys = RemoteKeys.at(location, http, ticker, executor, crypto);
        sources.put(location, new WeakReference<>(keys));
        return keys;
    }

    synchronized int size() {
        return sources.size();
    }
}
