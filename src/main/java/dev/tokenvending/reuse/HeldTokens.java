package dev.tokenvending.reuse;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.traces.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.event.EventListener;

/**
 * The tokens we still hold. However many callers want the one of a key, one call to Talkdesk fetches it, and one renews it:
 * in the background before it has too little life left, as long as somebody keeps asking.
 */
public class HeldTokens {

    /** Talkdesk being slow, those who could have the old token wait no longer than this for a new one. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A dead token stays as long as any call may take, so that who comes next finds the one that is renewing it. */
    private static final Duration AFTERLIFE = Duration.ofSeconds(30);

    private final AsyncCache<CacheKey, Landing> tokens;
    private final Flights flights;
    private final ReuseMeters meters;
    private final Ticker ticker;
    private final Duration patience;

    HeldTokens(Capacity capacity, Flights flights, Ticker ticker, ReuseMeters meters, Duration patience) {
        this.tokens = Caffeine.newBuilder()
                .maximumSize(capacity.tokens())
                .ticker(ticker::nanos)
                // Tidying up takes less than waking a thread of the common pool for it.
                .executor(Runnable::run)
                .expireAfter(Expiry.<CacheKey, Landing>writing((key, landing) -> stay(landing)))
                .buildAsync();
        this.flights = flights;
        this.meters = meters;
        this.ticker = ticker;
        this.patience = patience;
        meters.watch(tokens.synchronous());
    }

    private static Duration stay(Landing landing) {
        return switch (landing) {
            case HeldToken held -> held.token().expiry().remaining().plus(AFTERLIFE);
            case Landing.Failed _ -> Duration.ZERO;
        };
    }

    /** The held token if it has enough life left for the wish, else a fresh one, before the wish's deadline. */
    public Supply get(CacheKey key, Wish wish) {
        CompletableFuture<Landing> present = tokens.getIfPresent(key);
        if (present == null) {
            CompletableFuture<Landing> mine = new CompletableFuture<>();
            present = tokens.asMap().putIfAbsent(key, mine);
            if (present == null) {
                tell("fresh");
                flights.start(mine, wish, _ -> {});
                return fetched(mine, wish.deadline().remaining());
            }
        }
        if (!present.isDone()) {
            tell("waited");
            long since = ticker.nanos();
            Landing landing = Flights.await(present, wish.deadline().remaining());
            return supply(landing, true, Spent.waiting(ticker.nanos() - since));
        }
        return switch (present.join()) {
            case HeldToken held -> held.serves(wish) ? handOut(held, wish) : renewed(key, held, wish);
            case Landing.Failed failed -> supply(failed, true, Spent.NOTHING);
        };
    }

    /** Renews what nears its mark and has been asked for since it was fetched. */
    void renewDue() {
        tokens.synchronous().asMap().forEach((key, landing) -> {
            if (landing instanceof HeldToken held) {
                held.due().ifPresent(wish -> {
                    var _ = renewal(key, held, wish);
                });
            }
        });
    }

    /** What was wished for before goes by a configuration that is gone: its credentials may have been replaced. */
    @EventListener
    void on(ConfigurationEvent.Replaced event) {
        tokens.synchronous().asMap().values().forEach(landing -> {
            if (landing instanceof HeldToken held) {
                held.forgetWish();
            }
        });
    }

    private Supply renewed(CacheKey key, HeldToken held, Wish wish) {
        if (held.isAlive(wish) && held.isPausing()) {
            return handOut(held, wish);
        }
        tell("renewed");
        if (held.isAlive(wish)) {
            Supply renewed = fetched(renewal(key, held, wish), wish.deadline().remaining(patience));
            if (renewed.exchange() instanceof Exchange.Issued) {
                return renewed;
            }
        }
        // Without life, perhaps since a moment ago, only a new one will do.
        return held.isAlive(wish)
                ? handOut(held, wish)
                : fetched(renewal(key, held, wish), wish.deadline().remaining());
    }

    private CompletableFuture<Landing> renewal(CacheKey key, HeldToken held, Wish wish) {
        return held.renewal(flight -> flights.start(flight, wish, landing -> {
            switch (landing) {
                case HeldToken fresh -> tokens.put(key, CompletableFuture.completedFuture(fresh));
                case Landing.Failed failed -> held.renewalFailed(failed.failure());
            }
            meters.renewed(landing);
        }));
    }

    private Supply handOut(HeldToken held, Wish wish) {
        tell("reused");
        held.handOutFor(wish);
        return supply(held, true, Spent.NOTHING);
    }

    /** The step of the request, which is the one there is here. */
    private static void tell(String reuse) {
        Step.current().tell("token_vending.reuse", reuse);
    }

    /** By a call on behalf of this caller; of one that is not over in time nobody knows yet where the time went. */
    private Supply fetched(CompletableFuture<Landing> call, Duration patience) {
        long since = ticker.nanos();
        Landing landing = Flights.await(call, patience);
        boolean over = landing instanceof HeldToken || call.isDone();
        return supply(landing, false, over ? landing.spent() : Spent.waiting(ticker.nanos() - since));
    }

    private Supply supply(Landing landing, boolean reused, Spent spent) {
        return switch (landing) {
            case HeldToken held -> {
                meters.handedOut(reused);
                yield new Supply(new Exchange.Issued(held.token()), reused, spent);
            }
            case Landing.Failed failed -> new Supply(failed.failure(), false, spent);
        };
    }
}
