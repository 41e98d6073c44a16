package dev.tokenvending.signin;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.signin.SignedInTokens.Answer;
import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.talkdesk.TokenGrant;
import dev.tokenvending.talkdesk.UserExchange;
import dev.tokenvending.talkdesk.UserTokens;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Renews tokens by the {@code refresh_token} grant. Talkdesk may give a new refresh token each time, and take the one before
 * no more: what it gives is kept even when the caller has gone, and no call that may have arrived is made twice.
 */
class Renewals {

    /** For how long others leave a renewal to whoever has begun it: longer than a call and what comes after it. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    /** While the store is away, what was granted waits in memory. */
    private static final int MOST_ATTEMPTS = 10;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Store store;
    private final SignIns signIns;
    private final Seals seals;
    private final TalkdeskId talkdeskId;
    private final Executor threads;
    private final Ticker ticker;
    private final Pause pause;

    Renewals(
            Store store,
            SignIns signIns,
            Seals seals,
            TalkdeskId talkdeskId,
            Executor threads,
            Ticker ticker,
            Pause pause) {
        this.store = store;
        this.signIns = signIns;
        this.seals = seals;
        this.talkdeskId = talkdeskId;
        this.threads = threads;
        this.ticker = ticker;
        this.pause = pause;
    }

    /** On a thread of its own and with a whole budget: it belongs to no caller, so no caller's deadline ends it. */
    Answer renew(SignIn signIn, String renewalId, UserRequest asked) {
        long since = ticker.nanos();
        FutureTask<Answer> renewal = new FutureTask<>(() -> renewed(signIn, renewalId, asked));
        Outcome outcome;
        try {
            threads.execute(renewal);
            return renewal.get(asked.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            outcome = new TimedOut(Upstream.silent("timeout"));
        } catch (RejectedExecutionException e) {
            outcome = SignedInTokens.unavailable("shutting_down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = SignedInTokens.unavailable("shutting_down");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The renewal of a user's token failed unexpectedly", e.getCause());
        }
        return new Answer(outcome, Spent.calling(ticker.nanos() - since));
    }

    private Answer renewed(SignIn signIn, String renewalId, UserRequest asked) {
        String refreshToken;
        try {
            refreshToken = seals.open(signIn.refreshToken(), signIn.refreshRow());
        } catch (BrokenSealException e) {
            log.error("The refresh token of a signed-in user cannot be read: {}", e.code());
            Outcome outcome = new SignInRequired("seal_" + e.code());
            return new Answer(kept(jdbc -> failed(jdbc, signIn, renewalId, outcome)), Spent.NOTHING);
        }
        UserExchange exchange = exchange(new TokenGrant.Refresh(refreshToken, asked.scope()), asked);
        return new Answer(settled(signIn, renewalId, refreshToken, exchange, asked.scope()), exchange.spent());
    }

    /** By the other credentials of a customer, should Talkdesk not take the first. */
    private UserExchange exchange(TokenGrant grant, UserRequest asked) {
        Deadline deadline = Deadline.in(asked.deadline().budget(), ticker);
        UserExchange first = talkdeskId.redeem(asked.account(), grant, deadline);
        boolean notTaken =
                first.exchange() instanceof Rejected(Upstream upstream) && "invalid_client".equals(upstream.error());
        return notTaken && asked.other() != null ? talkdeskId.redeem(asked.other(), grant, deadline) : first;
    }

    private Outcome settled(SignIn signIn, String renewalId, String refreshToken, UserExchange exchange, Scope asked) {
        return switch (exchange.exchange()) {
            case Exchange.Issued(AccessToken token) -> {
                String next = seals.seal(next(exchange.tokens(), refreshToken), signIn.refreshRow());
                String sealed = seals.seal(token.value(), signIn.accessRow());
                yield kept(jdbc -> signIns.renewed(jdbc, signIn, renewalId, next, fresh(asked, token, sealed))
                        ? new Outcome.Vended(token, false)
                        : new SignInRequired("over_meanwhile"));
            }
            case Rejected(Upstream upstream)
            when TalkdeskId.INVALID_GRANT.equals(upstream.error()) ->
                kept(jdbc -> {
                    signIns.over(jdbc, signIn, renewalId);
                    return new SignInRequired(TalkdeskId.INVALID_GRANT);
                });
            case UpstreamFailure failure -> kept(jdbc -> failed(jdbc, signIn, renewalId, failure));
        };
    }

    /** Without a new one, the one there was goes on being good (RFC 6749 §6). */
    private static String next(UserTokens tokens, String before) {
        return tokens.refreshToken() == null ? before : tokens.refreshToken();
    }

    private static SignIns.Fresh fresh(Scope asked, AccessToken token, String sealed) {
        return new SignIns.Fresh(
                sealed,
                asked,
                token.scope(),
                token.expiry().budget(),
                token.expiry().remaining());
    }

    private Outcome failed(JdbcClient jdbc, SignIn signIn, String renewalId, Outcome outcome) {
        signIns.failed(jdbc, signIn, renewalId);
        return outcome;
    }

    /** Nobody gets a token of which the store does not know: it could not be said whether the sign-in is over. */
    private Outcome kept(Function<JdbcClient, Outcome> work) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return store.inTransaction(work);
            } catch (StoreUnavailableException e) {
                try {
                    pause.last(BETWEEN_ATTEMPTS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        try {
            return store.inTransaction(work);
        } catch (StoreUnavailableException e) {
            log.warn("What Talkdesk has granted for a user could not be kept; the user may have to sign in again.");
            return SignedInTokens.unavailable("store_unavailable");
        }
    }
}
