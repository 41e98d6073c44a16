package dev.tokenvending.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A token bucket for each key, which fills evenly over each of the windows. A request takes one token of every window, or
 * none at all.
 *
 * <p>Memory is bounded: beyond {@value #MOST_KEYS} keys one that is seldom asked for is forgotten, and its bucket is full
 * again. So is that of a key nobody has asked for during more than the longest window, which loses nothing.
 */
public final class Buckets {

    /** About 20 MB. */
    static final int MOST_KEYS = 100_000;

    /** The cache counts from the last time it took note of, which may be up to a second older than the last one. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(2);

    private final List<Window> windows;
    private final Ticker ticker;
    private final long start;
    private final BucketConfiguration configuration;

    /** States rather than whole buckets of the library, which take twice the memory. Each is its own lock. */
    private final Cache<BucketKey, BucketState> states;

    public Buckets(List<Window> windows, Ticker ticker) {
        this(windows, ticker, MOST_KEYS);
    }

    Buckets(List<Window> windows, Ticker ticker, int mostKeys) {
        this.windows = List.copyOf(windows);
        this.ticker = ticker;
        this.start = ticker.nanos();
        this.configuration = configuration(windows);
        this.states = Caffeine.newBuilder()
                .maximumSize(mostKeys)
                .expireAfterAccess(windows.stream()
                        .map(Window::length)
                        .max(Duration::compareTo)
                        .orElseThrow()
                        .plus(FORGOTTEN_AFTER))
                .ticker(this::now)
                .executor(Runnable::run)
                .build();
    }

    /** Takes one token of every window, unless one of them is empty. */
    public Allowance spend(String key) {
        BucketState state = states.get(BucketKey.of(key), any -> full());
        synchronized (state) {
            long wait = refilled(state);
            if (wait == 0) {
                state.consume(1);
            }
            return allowance(state, wait);
        }
    }

    /** What {@link #spend} would say, except that nothing is spent. */
    public Allowance estimate(String key) {
        BucketState state = states.getIfPresent(BucketKey.of(key));
        if (state == null) {
            return allowance(full(), 0);
        }
        synchronized (state) {
            return allowance(state, refilled(state));
        }
    }

    /** Gives back what the last {@link #spend} took. */
    public void giveBack(String key) {
        BucketState state = states.getIfPresent(BucketKey.of(key));
        if (state != null) {
            synchronized (state) {
                state.addTokens(1);
            }
        }
    }

    long keys() {
        states.cleanUp();
        return states.estimatedSize();
    }

    private BucketState full() {
        return BucketState.createInitialState(configuration, MathType.INTEGER_64_BITS, now());
    }

    /** Brings it up to date, and says how long it is until it holds a token. */
    private long refilled(BucketState state) {
        long now = now();
        state.refillAllBandwidth(now);
        return state.calculateDelayNanosAfterWillBePossibleToConsume(1, now, true);
    }

    private Allowance allowance(BucketState state, long wait) {
        List<Quota> quotas = IntStream.range(0, windows.size())
                .mapToObj(i -> quota(windows.get(i), state.getCurrentSize(i)))
                .toList();
        return new Allowance(wait == 0, Duration.ofSeconds(Math.ceilDiv(wait, 1_000_000_000)), quotas);
    }

    private static Quota quota(Window window, long remaining) {
        // As if the token that is on its way had only just set out: better too late than too early.
        long spent = window.requests() - remaining;
        Duration reset = window.length().multipliedBy(spent).dividedBy(window.requests());
        return new Quota(window.name(), window.requests(), window.length(), remaining, reset);
    }

    private static BucketConfiguration configuration(List<Window> windows) {
        var configuration = BucketConfiguration.builder();
        windows.forEach(window -> configuration.addLimit(Bandwidth.builder()
                .capacity(window.requests())
                .refillGreedy(window.requests(), window.length())
                .build()));
        return configuration.build();
    }

    /** From zero on: a ticker may start anywhere, and the library does not expect one to pass the end of the numbers. */
    private long now() {
        return ticker.nanos() - start;
    }
}
