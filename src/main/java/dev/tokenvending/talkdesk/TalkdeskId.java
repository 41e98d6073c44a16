package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.traces.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talkdesk ID, as far as its guard lets us and before our deadline. */
public class TalkdeskId {

    /** A difference of clocks from which on an operator is told. */
    public static final Duration SKEW_WORTH_TELLING = ClockSkew.WORTH_TELLING;

    /** The code or refresh token of a user is not good, or no longer (RFC 6749 §5.2). */
    public static final String INVALID_GRANT = "invalid_grant";

    private final TokenCall calls;
    private final Guards guards;
    private final Ticker ticker;
    private final Executor threads;
    private final FailureLog failures = new FailureLog();

    TalkdeskId(ClientAssertion assertions, TokenEndpoint endpoint, Guards guards, Ticker ticker, Executor threads) {
        this.calls = new TokenCall(assertions, endpoint, ticker);
        this.guards = guards;
        this.ticker = ticker;
        this.threads = threads;
    }

    /** Asks for a token of the given scope; answers before the deadline, whatever Talkdesk does. */
    public Exchange exchange(Account account, Scope scope, Deadline deadline) {
        return fetch(account, scope, deadline).exchange();
    }

    /** The same, and where the time went. */
    public TimedExchange fetch(Account account, Scope scope, Deadline deadline) {
        Called called = called(account, new TokenGrant.ClientCredentials(scope), deadline);
        return new TimedExchange(called.result(), called.spent());
    }

    /** Asks for a user's token, which comes with others; a call that may have arrived is not tried again. */
    public UserExchange redeem(Account account, TokenGrant grant, Deadline deadline) {
        Called called = called(account, grant, deadline);
        UserTokens tokens =
                called.result() instanceof Exchange.Issued && called.reply() instanceof Reply.Answered answered
                        ? TokenAnswer.parse(answered.body()).userTokens()
                        : UserTokens.NONE;
        return new UserExchange(called.result(), tokens, called.spent());
    }

    private Called called(Account account, TokenGrant grant, Deadline deadline) {
        return Step.in("exchange", step -> {
            Called call = guarded(account, grant, deadline);
            step.tell(
                    "token_vending.account",
                    account.id().isInstalled() ? "installed" : account.id().value());
            if (call.result() instanceof UpstreamFailure failure) {
                step.failed(failure.upstream().reason());
            }
            return call;
        });
    }

    private Called guarded(Account account, TokenGrant grant, Deadline deadline) {
        GuardedAccount guarded = guards.of(account);
        long since = ticker.nanos();
        try {
            Admission admission = guarded.guard().admit(deadline);
            Spent waited = Spent.waiting(ticker.nanos() - since);
            return switch (admission) {
                case Admission.Pass pass -> {
                    Called called = inTime(guarded, pass, grant, deadline);
                    yield new Called(called.reply(), called.result(), called.retried(), waited.and(called.spent()));
                }
                case Admission.Refused refused -> {
                    guarded.meters().refused(refused);
                    yield notCalled(new Unavailable(Upstream.silent(refused.reason()), refused.retryAfter()), waited);
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return shuttingDown(Spent.waiting(ticker.nanos() - since));
        }
    }

    /** How long ago Talkdesk last gave this instance a token for those credentials; empty when it has not. */
    public Optional<Duration> sinceLastToken(Account.Version version) {
        return guards.find(version).flatMap(it -> it.lastToken().age());
    }

    /** How far Talkdesk's clock was ahead by its last answer to those credentials; empty when none has told the time. */
    public Optional<Duration> clockSkew(Account.Version version) {
        return guards.find(version).map(it -> it.clockSkew().last());
    }

    /**
     * The call has a thread of its own that is left behind when time is up: no timeout of the HTTP client covers a slow
     * name server or an answer that comes byte by byte. Interrupting a virtual thread closes the socket it waits on.
     */
    private Called inTime(GuardedAccount guarded, Admission.Pass pass, TokenGrant grant, Deadline deadline)
            throws InterruptedException {
        FutureTask<Called> call = new FutureTask<>(() -> calls.call(guarded.account(), grant, deadline));
        Sign sign = new Sign.Nothing();
        try {
            start(call, pass);
            Called called = await(call, deadline, pass.takenNanos());
            sign = isOfUser(grant, called.result()) ? new Sign.Well() : called.sign(pass.hasTime());
            note(guarded, grant, called, ticker.nanos() - pass.takenNanos());
            return called;
        } catch (RejectedExecutionException e) {
            return shuttingDown(Spent.NOTHING);
        } finally {
            call.cancel(true);
            // Whatever happened: a probe of which nothing is heard would keep the guard from ever probing again.
            pass.tell(sign);
        }
    }

    /** One user's code or refresh token that is not taken says nothing about our credentials. */
    private static boolean isOfUser(TokenGrant grant, Exchange result) {
        return !(grant instanceof TokenGrant.ClientCredentials)
                && result instanceof UpstreamFailure.Rejected(Upstream upstream)
                && !"invalid_client".equals(upstream.error());
    }

    private void start(FutureTask<Called> call, Admission.Pass pass) {
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    // Not inside the task: one that is cancelled before it starts never runs.
                    pass.giveBack();
                }
            });
            started = true;
        } finally {
            if (!started) {
                pass.giveBack();
            }
        }
    }

    private Called await(FutureTask<Called> call, Deadline deadline, long since) throws InterruptedException {
        try {
            return call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // It may be signing still; what takes time is Talkdesk.
            return Called.late(ticker.nanos() - since);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The exchange with Talkdesk ID failed unexpectedly", e.getCause());
        }
    }

    private void note(GuardedAccount guarded, TokenGrant grant, Called called, long nanos) {
        guarded.meters().called(called, nanos);
        failures.note(guarded.account(), grant, called.result());
        if (called.result() instanceof Exchange.Issued) {
            guarded.guard().lastToken().came();
        }
        if (called.reply() instanceof Reply.Answered answered && answered.clockSkew() != null) {
            guarded.guard().clockSkew().saw(guarded.account(), answered.clockSkew());
        }
    }

    private static Called shuttingDown(Spent spent) {
        return notCalled(new Unavailable(Upstream.silent("shutting_down"), Verdict.RETRY_AFTER), spent);
    }

    private static Called notCalled(Unavailable unavailable, Spent spent) {
        return new Called(new Reply.Late(), unavailable, false, spent);
    }
}
