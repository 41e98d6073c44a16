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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Exchanges a signed assertion, or a client's secret, for an access token by the {@code client_credentials} grant (RFC 6749
 * §4.4, RFC 7523 §2.2); tries once more where that may help.
 */
record TokenCall(ClientAssertion assertions, TokenEndpoint endpoint, Ticker ticker) {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** One request and its answer. */
    private record Attempt(Reply reply, long startNanos, Spent spent) {}

    Called call(Account account, Scope scope, Deadline deadline) {
        Attempt first = attempt(account, scope, deadline);
        if (!isWorthARetry(first.reply()) || deadline.isOver()) {
            return called(first, scope, false, first.spent());
        }
        Attempt second = attempt(account, scope, deadline);
        return called(second, scope, true, first.spent().and(second.spent()));
    }

    private Called called(Attempt last, Scope scope, boolean retried, Spent spent) {
        return new Called(last.reply(), new Verdict(ticker, scope, last.startNanos()).on(last.reply()), retried, spent);
    }

    private Attempt attempt(Account account, Scope scope, Deadline deadline) {
        long start = ticker.nanos();
        List<NameValuePair> form = new ArrayList<>(List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("scope", scope.toString())));
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

    private static boolean isWorthARetry(Reply reply) {
        return switch (reply) {
            case Reply.Broken _ -> true;
            case Reply.Answered answered ->
                answered.status() == 502 || answered.status() == 503 || answered.status() == 504;
            case Reply.Unreadable _, Reply.Late _ -> false;
        };
    }
}
