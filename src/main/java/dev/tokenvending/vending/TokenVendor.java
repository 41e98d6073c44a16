package dev.tokenvending.vending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.util.Optional;

/** The spine: decides whether a caller may have a token of an app, and gets it. */
public class TokenVendor {

    private final Accounts accounts;
    private final TalkdeskId talkdeskId;

    TokenVendor(Accounts accounts, TalkdeskId talkdeskId) {
        this.accounts = accounts;
        this.talkdeskId = talkdeskId;
    }

    /** A token for the caller, or the reason why not, before the deadline. */
    public Outcome vend(Caller caller, App app, Deadline deadline) {
        if (!app.admits(caller)) {
            return new Outcome.Denied("caller_not_of_app");
        }
        Optional<Account> account = accounts.find(app.account());
        if (account.isEmpty()) {
            return new Outcome.Denied("unknown_account");
        }
        return switch (talkdeskId.exchange(account.get(), app.scope(), deadline)) {
            case Exchange.Issued issued -> new Outcome.Vended(issued.token());
            case UpstreamFailure failure -> failure;
        };
    }
}
