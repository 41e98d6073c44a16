package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that an issuer publishes. Whoever can be served by the keys that are held waits for nobody; they are asked for anew
 * behind the scenes, and outlive an outage of their server.
 */
public final class RemoteKeys implements IssuerKeys {

    /** From this age on, keys are asked for anew. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** At this age, keys nobody has confirmed are no longer believed. */
    static final Duration KEPT = Duration.ofHours(24);

    /**
     * From the start of one attempt to the next, whatever the reason: age, an unknown key, or that the last has failed.
     * Longer than an attempt can take, so that there is one at a time.
     */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);

    private final KeyServer server;
    private final Ticker ticker;
    private final Executor executor;

    private volatile @Nullable Held held;
    private volatile @Nullable Attempt last;
    private volatile boolean failing;

    /** The keys at that location; they are not asked for before somebody needs them. */
    public static RemoteKeys at(
            KeyLocation location, OutboundHttp http, Ticker ticker, Executor executor, Crypto crypto) {
        return new RemoteKeys(new KeyServer(location, http, ticker, crypto), ticker, executor);
    }

    private RemoteKeys(KeyServer server, Ticker ticker, Executor executor) {
        this.server = server;
        this.ticker = ticker;
        this.executor = executor;
    }

    private record Held(KeySet keys, long since) {}

    private record Attempt(long start, CompletableFuture<Void> end) {}

    @Override
    public Lookup find(@Nullable String keyId, JWSAlgorithm algorithm) {
        Held known = held();
        if (known != null) {
            if (age(known.since()).compareTo(FRESH) >= 0) {
                attempt();
            }
            Optional<VerificationKey> key = known.keys().find(keyId, algorithm);
            if (key.isPresent()) {
                return new Lookup.Found(key.get());
            }
        }
        await(attempt());
        Held now = held();
        if (now == null) {
            return new Lookup.NoKeys(PAUSE);
        }
        return now.keys().find(keyId, algorithm).<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Unknown::new);
    }

    /** How old the keys are that are held, those too old to be believed included; empty before there were any. */
    public Optional<Duration> age() {
        return Optional.ofNullable(held).map(known -> age(known.since()));
    }

    /** Whether the last attempt to get them has failed. */
    public boolean isFailing() {
        return failing;
    }

    @Override
    public Inventory inventory(Set<JWSAlgorithm> wanted) throws IOException {
        try {
            return server.ask().inventory(wanted);
        } catch (IOException | RuntimeException e) {
            throw new IOException(reason(e), e);
        }
    }

    @Override
    public Optional<URI> url() {
        return Optional.of(server.location().url());
    }

    private @Nullable Held held() {
        Held known = held;
        return known == null || age(known.since()).compareTo(KEPT) >= 0 ? null : known;
    }

    private Duration age(long since) {
        return Duration.ofNanos(ticker.nanos() - since);
    }

    /** The attempt under way, the last one while it is too early for another, or a new one. */
    private synchronized Attempt attempt() {
        Attempt before = last;
        if (before != null && age(before.start()).compareTo(PAUSE) < 0) {
            return before;
        }
        Attempt next = new Attempt(ticker.nanos(), new CompletableFuture<>());
        last = next;
        executor.execute(() -> run(next));
        return next;
    }

    private void run(Attempt attempt) {
        try {
            held = new Held(server.ask(), attempt.start());
            if (failing) {
                log.info("The keys at {} can be had again", place());
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn("The keys at {} cannot be had: {}", place(), reason(e));
            }
            failing = true;
        } finally {
            attempt.end().complete(null);
        }
    }

    /** Where they are from, without the query, in which some servers want a key of their own. */
    public String place() {
        URI url = server.location().url();
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    /** Never the message of a cause, which may quote what the server sent. */
    private static String reason(Exception failure) {
        String message = failure instanceof IOException ? String.valueOf(failure.getMessage()) : "It cannot be read";
        Throwable cause = failure instanceof IOException ? failure.getCause() : failure;
        return cause == null ? message : message + " (" + cause.getClass().getSimpleName() + ")";
    }

    private static void await(Attempt attempt) {
        try {
            attempt.end().get(KeyServer.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What is held by now decides.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
