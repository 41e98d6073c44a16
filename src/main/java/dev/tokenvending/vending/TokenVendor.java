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
import dev.tokenvending.reuse.CacheKey;
import dev.tokenvending.reuse.HeldTokens;
import dev.tokenvending.reuse.Supply;
import dev.tokenvending.reuse.Wish;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Duration;
import java.util.Optional;

/** The spine: decides whether a caller may have a token of an app, and gets it. */
public class TokenVendor {

    private final HeldTokens held;
    private final TalkdeskId talkdeskId;

    TokenVendor(HeldTokens held, TalkdeskId talkdeskId) {
        this.held = held;
        this.talkdeskId = talkdeskId;
    }

    /**
     * A token for what is asked, or the reason why not, before the deadline. The policies decide on every request, so that a
     * held token never grants anything.
     *
     * @param leastLife what a held token must have left to be handed out
     */
    public Answer vend(Vending vending, PolicyInput asked, Duration leastLife, Deadline deadline) {
        Ruling ruling = vending.decide(asked, deadline);
        Outcome outcome = switch (ruling.decision()) {
            case Decision.Granted _ -> token(vending, asked, asked.app().scope(), leastLife, deadline);
            case Decision.Narrowed(Scope scope) -> token(vending, asked, scope, leastLife, deadline);
            case Decision.Refused(String reason) -> new Outcome.Denied(reason);
            case Decision.Limited limited -> new Outcome.Limited(limited.reason(), limited.retryAfter());
        };
        return new Answer(ruling, outcome);
    }

    private Outcome token(Vending vending, PolicyInput asked, Scope scope, Duration leastLife, Deadline deadline) {
        App app = asked.app();
        Optional<Account> found = vending.accounts().find(app.account());
        if (found.isEmpty()) {
            return new Outcome.Denied("unknown_account");
        }
        Account account = found.get();
        Supply supply = CacheKey.of(account, scope, app, asked.caller())
                .map(key -> held.get(
                        key,
                        new Wish(
                                app.minTtl(),
                                leastLife,
                                deadline,
                                budget -> talkdeskId.exchange(account, scope, budget))))
                .orElseGet(() -> new Supply(talkdeskId.exchange(account, scope, deadline), false));
        return switch (supply.exchange()) {
            case Exchange.Issued issued -> new Outcome.Vended(issued.token(), supply.reused());
            case UpstreamFailure failure -> failure;
        };
    }
}
