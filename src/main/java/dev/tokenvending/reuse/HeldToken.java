package dev.tokenvending.reuse;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A token that serves more than one request, until it has too little life left. */
final class HeldToken implements Landing {

    /** Between two attempts to renew it, when upstream names no time of its own. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AccessToken token;
    private final Spent spent;
    private final Ticker ticker;

    /** How long before its mark it is renewed; different for each, so that a fleet does not march in step. */
    private final Duration lead;

    private final AtomicReference<@Nullable CompletableFuture<Landing>> renewal = new AtomicReference<>();
    private volatile @Nullable Wish lastWish;
    private volatile @Nullable Deadline pause;

    /**
     * A token that was fetched.
     *
     * @param spent on fetching it
     * @param jitter from 0 to 1
     */
    HeldToken(AccessToken token, Spent spent, double jitter, Ticker ticker) {
        this.token = token;
        this.spent = spent;
        this.ticker = ticker;
        long life = token.expiry().budget().toNanos();
        this.lead = Duration.ofNanos((long) (life * (0.05 + 0.10 * jitter)));
    }

    AccessToken token() {
        return token;
    }

    @Override
    public Spent spent() {
        return spent;
    }

    /** Whether it is as good as a fresh one. */
    boolean serves(Wish wish) {
        return isAlive(wish) && left().compareTo(wish.minimum(granted())) >= 0;
    }

    /** Whether it is better than nothing. */
    boolean isAlive(Wish wish) {
        Duration left = left();
        return left.compareTo(Duration.ofSeconds(1)) >= 0 && left.compareTo(wish.least()) >= 0;
    }

    void handOutFor(Wish wish) {
        lastWish = wish;
    }

    /** From now on it is not renewed before somebody asks again. */
    void forgetWish() {
        lastWish = null;
    }

    /** The wish to renew it for before anybody has to wait; empty while there is time, and when nobody asks any more. */
    Optional<Wish> due() {
        Wish wish = lastWish;
        if (wish == null) {
            return Optional.empty();
        }
        boolean due =
                left().compareTo(wish.renewalMark(granted()).plus(lead)) <= 0 && renewal.get() == null && !isPausing();
        return due ? Optional.of(wish) : Optional.empty();
    }

    /** Whether a renewal has just failed. */
    boolean isPausing() {
        Deadline until = pause;
        return until != null && !until.isOver();
    }

    /** The renewal under way, or the one that is started now. It stays once it has brought a token. */
    CompletableFuture<Landing> renewal(Consumer<CompletableFuture<Landing>> start) {
        CompletableFuture<Landing> mine = new CompletableFuture<>();
        CompletableFuture<Landing> other = renewal.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        start.accept(mine);
        return mine;
    }

    void renewalFailed(UpstreamFailure failure) {
        Duration time = failure instanceof UpstreamFailure.Unavailable unavailable ? unavailable.retryAfter() : PAUSE;
        pause = Deadline.in(time, ticker);
        renewal.set(null);
    }

    private Duration left() {
        return token.expiry().remaining();
    }

    private Duration granted() {
        return token.expiry().budget();
    }

    @Override
    public String toString() {
        return "HeldToken[" + token + "]";
    }
}
