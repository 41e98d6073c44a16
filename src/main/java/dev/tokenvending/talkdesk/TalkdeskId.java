package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Talkdesk ID: exchanges a signed assertion, or a client's secret, for an access token by the {@code client_credentials}
 * grant (RFC 6749 §4.4, RFC 7523 §2.2).
 */
public class TalkdeskId {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ClientAssertion assertions;
    private final TokenEndpoint endpoint;
    private final Guards guards;
    private final Ticker ticker;
    private final Executor threads;
    private final FailureLog failures = new FailureLog();

    TalkdeskId(ClientAssertion assertions, TokenEndpoint endpoint, Guards guards, Ticker ticker, Executor threads) {
        this.assertions = assertions;
        this.endpoint = endpoint;
        this.guards = guards;
        this.ticker = ticker;
        this.threads = threads;
    }

    /** Asks for a token of the given scope; answers before the deadline, whatever Talkdesk does. */
    public Exchange exchange(Account account, Scope scope, Deadline deadline) {
        GuardedAccount guarded = guards.of(account);
        try {
            return switch (guarded.guard().admit(deadline)) {
                case Admission.Pass pass -> inTime(guarded, pass, scope, deadline);
                case Admission.Refused refused -> {
                    guarded.meters().refused(refused);
                    yield new Unavailable(Upstream.silent(refused.reason()), refused.retryAfter());
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return shuttingDown();
        }
    }

    /** How long ago Talkdesk last gave this instance a token for those credentials; empty when it has not. */
    public Optional<Duration> sinceLastToken(Account.Version version) {
        return guards.find(version).flatMap(it -> it.lastToken().age());
    }

    /**
     * The call has a thread of its own that is left behind when time is up: no timeout of the HTTP client covers a slow
     * name server or an answer that comes byte by byte. Interrupting a virtual thread closes the socket it waits on.
     */
    private Exchange inTime(GuardedAccount guarded, Admission.Pass pass, Scope scope, Deadline deadline)
            throws InterruptedException {
        FutureTask<Called> call = new FutureTask<>(() -> call(guarded.account(), scope, deadline));
        Sign sign = new Sign.Nothing();
        try {
            start(call, pass);
            Called called = await(call, deadline);
            sign = called.sign(pass.hasTime());
            note(guarded, scope, called, ticker.nanos() - pass.takenNanos());
            return called.result();
        } catch (RejectedExecutionException e) {
            return shuttingDown();
        } finally {
            call.cancel(true);
            // Whatever happened: a probe of which nothing is heard would keep the guard from ever probing again.
            pass.tell(sign);
        }
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

    private static Called await(FutureTask<Called> call, Deadline deadline) throws InterruptedException {
        try {
            return call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Called.late();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The exchange with Talkdesk ID failed unexpectedly", e.getCause());
        }
    }

    private void note(GuardedAccount guarded, Scope asked, Called called, long nanos) {
        guarded.meters().called(called, nanos);
        failures.note(guarded.account(), asked, called.result());
        if (called.result() instanceof Exchange.Issued) {
            guarded.guard().lastToken().came();
        }
        if (called.reply() instanceof Reply.Answered answered && answered.clockSkew() != null) {
            guarded.guard().clockSkew().saw(guarded.account(), answered.clockSkew());
        }
    }

    private static Unavailable shuttingDown() {
        return new Unavailable(Upstream.silent("shutting_down"), Verdict.RETRY_AFTER);
    }

    private Called call(Account account, Scope scope, Deadline deadline) {
        Verdict first = new Verdict(ticker, scope, ticker.nanos());
        Reply reply = attempt(account, scope, deadline);
        if (!isWorthARetry(reply) || deadline.isOver()) {
            return new Called(reply, first.on(reply), false);
        }
        Verdict second = new Verdict(ticker, scope, ticker.nanos());
        Reply next = attempt(account, scope, deadline);
        return new Called(next, second.on(next), true);
    }

    private Reply attempt(Account account, Scope scope, Deadline deadline) {
        List<NameValuePair> form = new ArrayList<>(List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("scope", scope.toString())));
        return switch (account.credential()) {
            case SigningKey key -> {
                form.add(new BasicNameValuePair("client_id", account.clientId()));
                form.add(new BasicNameValuePair("client_assertion_type", JWT_BEARER));
                // Signed anew each time: an assertion that may have arrived is spent.
                form.add(new BasicNameValuePair("client_assertion", assertions.sign(account, key)));
                yield endpoint.post(account.tokenUrl(), form, null, deadline);
            }
            case ClientSecret secret ->
                endpoint.post(account.tokenUrl(), form, basic(account.clientId(), secret), deadline);
        };
    }

    /** Both halves are form-encoded first (RFC 6749 §2.3.1). */
    private static String basic(String clientId, ClientSecret secret) {
        String pair = encoded(clientId) + ":" + encoded(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean isWorthARetry(Reply reply) {
        return switch (reply) {
            case Reply.Broken _ -> true;
            case Reply.Answered answered ->
                answered.status() == 502 || answered.status() == 503 || answered.status() == 504;
            case Reply.Unreadable _, Reply.Late _ -> false;
        };
    }
}
