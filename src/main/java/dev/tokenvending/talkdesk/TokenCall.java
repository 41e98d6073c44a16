package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.traces.Step;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Exchanges a grant, and a signed assertion (RFC 7523 §2.2) or a client's secret, for an access token; tries once more
 * where that may help and cannot harm.
 */
record TokenCall(ClientAssertion assertions, TokenEndpoint endpoint, Ticker ticker) {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Reasons of {@link Reply.Broken} when nothing was sent. */
    private static final Set<String> NEVER_ARRIVED =
            Set.of("unknown_host", "connect_timeout", "connect_refused", "tls_failed");

    /** One request and its answer. */
    private record Attempt(Reply reply, long startNanos, Spent spent) {}

    Called call(Account account, TokenGrant grant, Deadline deadline) {
        Attempt first = attempt(account, grant, deadline);
        if (!isWorthARetry(grant, first.reply()) || deadline.isOver()) {
            return called(first, grant.scope(), false, first.spent());
        }
        Attempt second = attempt(account, grant, deadline);
        return called(second, grant.scope(), true, first.spent().and(second.spent()));
    }

    private Called called(Attempt last, Scope scope, boolean retried, Spent spent) {
        return new Called(last.reply(), new Verdict(ticker, scope, last.startNanos()).on(last.reply()), retried, spent);
    }

    private Attempt attempt(Account account, TokenGrant grant, Deadline deadline) {
        long start = ticker.nanos();
        List<NameValuePair> form = grant.parameters();
        return switch (account.credential()) {
            case SigningKey key -> {
                form.add(new BasicNameValuePair("client_id", account.clientId()));
                form.add(new BasicNameValuePair("client_assertion_type", JWT_BEARER));
                // Signed anew each time: an assertion that may have arrived is spent.
                form.add(new BasicNameValuePair(
                        "client_assertion", Step.in("sign", _ -> assertions.sign(account, key))));
                long signed = ticker.nanos();
                Reply reply = endpoint.post(account.tokenUrl(), form, null, deadline);
                yield new Attempt(reply, start, new Spent(0, 0, signed - start, ticker.nanos() - signed));
            }
            case ClientSecret secret -> {
                Reply reply = endpoint.post(account.tokenUrl(), form, basic(account.clientId(), secret), deadline);
                yield new Attempt(reply, start, Spent.calling(ticker.nanos() - start));
            }
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

    private static boolean isWorthARetry(TokenGrant grant, Reply reply) {
        return switch (reply) {
            case Reply.Broken(String reason) -> grant.isRepeatable() || NEVER_ARRIVED.contains(reason);
            case Reply.Answered answered ->
                grant.isRepeatable()
                        && (answered.status() == 502 || answered.status() == 503 || answered.status() == 504);
            case Reply.Unreadable _, Reply.Late _ -> false;
        };
    }
}
