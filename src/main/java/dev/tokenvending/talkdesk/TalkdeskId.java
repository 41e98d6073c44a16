package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Talkdesk ID: exchanges a signed assertion for an access token by the {@code client_credentials} grant (RFC 6749 §4.4,
 * RFC 7523 §2.2).
 */
public class TalkdeskId {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ClientAssertion assertions;
    private final TokenEndpoint endpoint;
    private final Ticker ticker;
    private final Executor threads;
    private final Places places = new Places();
    private final FailureLog failures = new FailureLog();

    TalkdeskId(ClientAssertion assertions, TokenEndpoint endpoint, Ticker ticker, Executor threads) {
        this.assertions = assertions;
        this.endpoint = endpoint;
        this.ticker = ticker;
        this.threads = threads;
    }

    /** Asks for a token of the given scope; answers before the deadline, whatever Talkdesk does. */
    public Exchange exchange(Account account, Scope scope, Deadline deadline) {
        Exchange result;
        try {
            result =
                    places.take(account, deadline) ? inTime(account, scope, deadline) : unavailable("too_many_waiting");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = unavailable("shutting_down");
        }
        failures.note(account, scope, result);
        return result;
    }

    /**
     * The call has a thread of its own that is left behind when time is up: no timeout of the HTTP client covers a slow
     * name server or an answer that comes byte by byte. Interrupting a virtual thread closes the socket it waits on.
     */
    private Exchange inTime(Account account, Scope scope, Deadline deadline) throws InterruptedException {
        FutureTask<Exchange> call = new FutureTask<>(() -> call(account, scope, deadline));
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    // Not inside the task: one that is cancelled before it starts never runs.
                    places.giveBack(account);
                }
            });
            return call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            places.giveBack(account);
            return unavailable("shutting_down");
        } catch (TimeoutException e) {
            return new TimedOut(Upstream.silent("timeout"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The exchange with Talkdesk ID failed unexpectedly", e.getCause());
        } finally {
            call.cancel(true);
        }
    }

    private static Unavailable unavailable(String reason) {
        return new Unavailable(Upstream.silent(reason), Verdict.RETRY_AFTER);
    }

    private Exchange call(Account account, Scope scope, Deadline deadline) {
        Verdict first = new Verdict(ticker, scope, ticker.nanos());
        Reply reply = attempt(account, scope, deadline);
        if (!isWorthARetry(reply) || deadline.isOver()) {
            return first.on(reply);
        }
        Verdict second = new Verdict(ticker, scope, ticker.nanos());
        return second.on(attempt(account, scope, deadline));
    }

    /** Signs anew each time: an assertion that may have arrived is spent. */
    private Reply attempt(Account account, Scope scope, Deadline deadline) {
        List<NameValuePair> form = List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("scope", scope.toString()),
                new BasicNameValuePair("client_id", account.clientId()),
                new BasicNameValuePair("client_assertion_type", JWT_BEARER),
                new BasicNameValuePair("client_assertion", assertions.sign(account)));
        return endpoint.post(account.tokenUrl(), form, deadline);
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
