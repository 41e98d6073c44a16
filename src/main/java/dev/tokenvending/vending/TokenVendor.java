package dev.tokenvending.vending;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.util.Optional;

/** The spine: decides whether a caller may have a token of an app, and gets it. */
public class TokenVendor {

    private final TalkdeskId talkdeskId;

    TokenVendor(TalkdeskId talkdeskId) {
        this.talkdeskId = talkdeskId;
    }

    /** A token for what is asked, or the reason why not, before the deadline. */
    public Answer vend(Vending vending, PolicyInput asked, Deadline deadline) {
        App app = asked.app();
        Ruling ruling = vending.decide(asked, deadline);
        Outcome outcome = switch (ruling.decision()) {
            case Decision.Granted granted -> exchange(vending, app, app.scope(), deadline);
            case Decision.Narrowed(Scope scope) -> exchange(vending, app, scope, deadline);
            case Decision.Refused(String reason) -> new Outcome.Denied(reason);
            case Decision.Limited limited -> new Outcome.Limited(limited.reason(), limited.retryAfter());
        };
        return new Answer(ruling, outcome);
    }

    private Outcome exchange(Vending vending, App app, Scope scope, Deadline deadline) {
        Optional<Account> account = vending.accounts().find(app.account());
        if (account.isEmpty()) {
            return new Outcome.Denied("unknown_account");
        }
        return switch (talkdeskId.exchange(account.get(), scope, deadline)) {
            case Exchange.Issued issued -> new Outcome.Vended(issued.token());
            case UpstreamFailure failure -> failure;
        };
    }
}
