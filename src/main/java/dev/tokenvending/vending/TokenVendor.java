package dev.tokenvending.vending;

import dev.tokenvending.accounts.installed.InstalledAccount;
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
import org.jspecify.annotations.Nullable;

/** The spine: decides whether a caller may have a token of an app, and gets it. */
public class TokenVendor {

    private final AccountFinder accounts;
    private final HeldTokens held;
    private final TalkdeskId talkdeskId;

    TokenVendor(AccountFinder accounts, HeldTokens held, TalkdeskId talkdeskId) {
        this.accounts = accounts;
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
        return switch (ruling.decision()) {
            case Decision.Granted _ -> token(vending, ruling, asked, asked.app().scope(), leastLife, deadline);
            case Decision.Narrowed(Scope scope) -> token(vending, ruling, asked, scope, leastLife, deadline);
            case Decision.Refused(String reason) -> new Answer(ruling, null, new Outcome.Denied(reason));
            case Decision.Limited limited ->
                new Answer(ruling, null, new Outcome.Limited(limited.reason(), limited.retryAfter()));
        };
    }

    private Answer token(
            Vending vending, Ruling ruling, PolicyInput asked, Scope scope, Duration leastLife, Deadline deadline) {
        return switch (accounts.find(vending, asked.app().account(), asked.caller())) {
            case ChosenAccount.Configured(Account account) ->
                answer(ruling, account, supply(account, null, scope, asked, leastLife, deadline));
            case ChosenAccount.Installed(InstalledAccount found) ->
                answer(
                        ruling,
                        found.current(),
                        supply(found.current(), found.other(), scope, asked, leastLife, deadline));
            case ChosenAccount.None(Outcome outcome) -> new Answer(ruling, null, outcome);
        };
    }

    private static Answer answer(Ruling ruling, Account account, Supply supply) {
        Outcome outcome = switch (supply.exchange()) {
            case Exchange.Issued issued -> new Outcome.Vended(issued.token(), supply.reused());
            case UpstreamFailure failure -> failure;
        };
        return new Answer(ruling, account.id(), outcome);
    }

    private Supply supply(
            Account account,
            @Nullable Account other,
            Scope scope,
            PolicyInput asked,
            Duration leastLife,
            Deadline deadline) {
        App app = asked.app();
        return CacheKey.of(account, scope, app, asked.caller())
                .map(key -> held.get(
                        key,
                        new Wish(app.minTtl(), leastLife, deadline, budget -> exchange(account, other, scope, budget))))
                .orElseGet(() -> new Supply(exchange(account, other, scope, deadline), false));
    }

    /** By the other credentials of a customer, should Talkdesk not take the first. */
    private Exchange exchange(Account account, @Nullable Account other, Scope scope, Deadline deadline) {
        Exchange first = talkdeskId.exchange(account, scope, deadline);
        boolean notTaken = first instanceof UpstreamFailure.Rejected(UpstreamFailure.Upstream upstream)
                && "invalid_client".equals(upstream.error());
        return notTaken && other != null ? talkdeskId.exchange(other, scope, deadline) : first;
    }
}
