package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, in one line for each failure, what Talkdesk said and what to look at. Never a secret. */
class FailureLog {

    private static final Logger log = LoggerFactory.getLogger(TalkdeskId.class);

    void note(Account account, Exchange result) {
        switch (result) {
            case Exchange.Issued _ -> {}
            case Rejected(Upstream upstream) -> rejected(account, upstream);
            case Unavailable unavailable -> failed(account, unavailable.upstream());
            case TimedOut(Upstream upstream) -> failed(account, upstream);
        }
    }

    private static void rejected(Account account, Upstream upstream) {
        if (upstream.reason().equals("wider_scope")) {
            log.error(
                    "Talkdesk granted account {} more than the scope asked for; the token is not vended. token URL {},"
                            + " key id {}. Check the client's scopes at Talkdesk.",
                    account.id(),
                    account.tokenUrl(),
                    account.key().id());
            return;
        }
        log.error(
                "Talkdesk refused account {}: HTTP {}, error {} ({}). token URL {}, audience {}, client {}, key id {},"
                        + " algorithm {}, scope {}, measured clock skew {}. Likely causes: the key is not the one"
                        + " registered under this key id, or was rotated; a wrong client id; this machine's clock is"
                        + " wrong; the audience is not the token URL Talkdesk expects; a scope the client lacks or was"
                        + " given minutes ago.",
                account.id(),
                upstream.status(),
                upstream.error(),
                upstream.description(),
                account.tokenUrl(),
                account.audience(),
                account.clientId(),
                account.key().id(),
                account.key().algorithm(),
                account.scope(),
                skew(upstream.clockSkew()));
    }

    private static void failed(Account account, Upstream upstream) {
        log.warn(
                "No token from Talkdesk for account {}: {} (HTTP {}, error {}). token URL {}, measured clock skew {}.",
                account.id(),
                upstream.reason(),
                upstream.status(),
                upstream.error(),
                account.tokenUrl(),
                skew(upstream.clockSkew()));
    }

    private static String skew(@Nullable Duration skew) {
        return skew == null ? "unknown" : skew.toSeconds() + " s";
    }
}
