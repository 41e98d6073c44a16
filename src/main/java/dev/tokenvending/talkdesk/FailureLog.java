package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
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

    private static final String LIKELY_CAUSES = "Likely causes: the key is not the one registered under this key id,"
            + " or was rotated; a wrong client id; this machine's clock is wrong; the audience is not the token URL"
            + " Talkdesk expects; a scope the client lacks or was given minutes ago. The command doctor goes through"
            + " them.";

    void note(Account account, TokenGrant grant, Exchange result) {
        switch (result) {
            case Exchange.Issued _ -> {}
            case Rejected(Upstream upstream) -> {
                if (!isOfUser(grant, upstream)) {
                    rejected(account, grant.scope(), upstream);
                }
            }
            case Unavailable unavailable -> failed(account, unavailable.upstream());
            case TimedOut(Upstream upstream) -> failed(account, upstream);
        }
    }

    /** A user who has to sign in again is no operator's matter; the audit has it. */
    private static boolean isOfUser(TokenGrant grant, Upstream upstream) {
        return !(grant instanceof TokenGrant.ClientCredentials) && TalkdeskId.INVALID_GRANT.equals(upstream.error());
    }

    private static void rejected(Account account, Scope asked, Upstream upstream) {
        boolean wider = upstream.reason().equals(Verdict.WIDER_SCOPE);
        log.error(
                "Talkdesk {} account {}: {}. Token URL {}, audience {}, client {}, key id {}, algorithm {}, scope asked"
                        + " for {}, measured clock skew {}. {}",
                wider ? "granted more than was asked for, so no token is vended, to" : "refused",
                account.id(),
                answer(upstream),
                account.tokenUrl(),
                account.audience(),
                account.clientId(),
                account.credential().name().id(),
                account.credential().name().method(),
                asked,
                skew(upstream.clockSkew()),
                wider ? "Check the client's scopes at Talkdesk." : LIKELY_CAUSES);
    }

    private static void failed(Account account, Upstream upstream) {
        log.warn(
                "No token from Talkdesk for account {}: {}, {}. Token URL {}, measured clock skew {}.",
                account.id(),
                upstream.reason(),
                answer(upstream),
                account.tokenUrl(),
                skew(upstream.clockSkew()));
    }

    private static String answer(Upstream upstream) {
        if (upstream.status() == null) {
            return "no answer";
        }
        String error = upstream.error() == null ? "no error code" : "error " + upstream.error();
        String description = upstream.description() == null ? "" : " (" + upstream.description() + ")";
        return "HTTP " + upstream.status() + ", " + error + description;
    }

    private static String skew(@Nullable Duration skew) {
        return skew == null ? "unknown" : skew.toSeconds() + " s";
    }
}
