package dev.tokenvending.reuse;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls to Talkdesk that several callers wait for. */
class Flights {

    private static final Logger log = LoggerFactory.getLogger(Flights.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Executor threads;
    private final Ticker ticker;
    private final DoubleSupplier jitter;

    /** @param jitter numbers from 0 to 1 */
    Flights(Executor threads, Ticker ticker, DoubleSupplier jitter) {
        this.threads = threads;
        this.ticker = ticker;
        this.jitter = jitter;
    }

    /**
     * Starts one, on a thread of its own and with a whole budget: it belongs to no caller, so no caller's deadline ends it.
     *
     * @param landed is told before any of those who wait
     */
    void start(CompletableFuture<Landing> flight, Wish wish, Consumer<Landing> landed) {
        try {
            threads.execute(() -> {
                Landing landing = unavailable("defect");
                try {
                    landing = fly(wish);
                } catch (RuntimeException e) {
                    // A held token with life left outlives a defect of ours as it does an outage of theirs.
                    log.error("A token could not be fetched", e);
                } finally {
                    land(flight, landing, landed);
                }
            });
        } catch (RejectedExecutionException e) {
            land(flight, unavailable("shutting_down"), landed);
        }
    }

    /** What the flight brings, or that time was up first. */
    static Landing await(CompletableFuture<Landing> flight, Duration patience) {
        try {
            return flight.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Landing.Failed(new TimedOut(Upstream.silent("timeout")), Spent.NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable("shutting_down");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The call all waited for failed unexpectedly", e.getCause());
        }
    }

    private Landing fly(Wish wish) {
        Deadline deadline = Deadline.in(wish.deadline().budget(), ticker);
        TimedExchange call = wish.source().exchange(deadline);
        return switch (call.exchange()) {
            case Exchange.Issued issued -> new HeldToken(issued.token(), call.spent(), jitter.getAsDouble(), ticker);
            case UpstreamFailure failure -> new Landing.Failed(failure, call.spent());
        };
    }

    private static void land(CompletableFuture<Landing> flight, Landing landing, Consumer<Landing> landed) {
        landed.accept(landing);
        flight.complete(landing);
    }

    private static Landing unavailable(String reason) {
        return new Landing.Failed(new Unavailable(Upstream.silent(reason), RETRY_AFTER), Spent.NOTHING);
    }
}
