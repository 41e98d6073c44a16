package dev.tokenvending.vending;

import dev.tokenvending.accounts.installed.InstalledAccount;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.reuse.CacheKey;
import dev.tokenvending.reuse.HeldTokens;
import dev.tokenvending.reuse.Supply;
import dev.tokenvending.reuse.Wish;
import dev.tokenvending.signin.SignedInTokens;
import dev.tokenvending.signin.UserRequest;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.traces.Step;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The spine: decides whether a caller may have a token of an app, and gets it. */
public class TokenVendor {

    private final AccountFinder accounts;
    private final HeldTokens held;
    private final TalkdeskId talkdeskId;
    private final @Nullable SignedInTokens signedIn;
    private final DecisionMeters decisions;

    /** @param signedIn absent when no user can sign in */
    TokenVendor(
            AccountFinder accounts,
            HeldTokens held,
            TalkdeskId talkdeskId,
            @Nullable SignedInTokens signedIn,
            DecisionMeters decisions) {
        this.accounts = accounts;
        this.held = held;
        this.talkdeskId = talkdeskId;
        this.signedIn = signedIn;
        this.decisions = decisions;
    }

    /**
     * A token for what is asked, or the reason why not, before the deadline. The policies decide on every request, so that a
     * held token never grants anything.
     *
     * @param leastLife what a held token must have left to be handed out
     */
    public Answer vend(Vending vending, PolicyInput asked, Duration leastLife, Deadline deadline) {
        Ticker ticker = deadline.ticker();
        long since = ticker.nanos();
        Ruling ruling = vending.decide(asked, deadline);
        Ruled ruled = new Ruled(ruling, Spent.deciding(ticker.nanos() - since));
        decisions.ruled(ruling);
        return switch (ruling.decision()) {
            case Decision.Granted _ -> token(vending, ruled, asked, asked.app().scope(), leastLife, deadline);
            case Decision.Narrowed(Scope scope) -> token(vending, ruled, asked, scope, leastLife, deadline);
            case Decision.Refused(String reason) -> ruled.answer(new Outcome.Denied(reason));
            case Decision.Limited limited -> ruled.answer(new Outcome.Limited(limited.reason(), limited.retryAfter()));
        };
    }

    /** What the policies said, and the time it took. */
    private record Ruled(Ruling ruling, Spent spent) {

        Answer answer(Outcome outcome) {
            return new Answer(ruling, null, outcome, spent);
        }

        Answer answer(Account account, Outcome outcome, Spent more) {
            return new Answer(ruling, account.id(), outcome, spent.and(more));
        }

        Answer answer(Account account, Supply supply) {
            Outcome outcome = switch (supply.exchange()) {
                case Exchange.Issued issued -> new Outcome.Vended(issued.token(), supply.reused());
                case UpstreamFailure failure -> failure;
            };
            return answer(account, outcome, supply.spent());
        }
    }

    private Answer token(
            Vending vending, Ruled ruled, PolicyInput asked, Scope scope, Duration leastLife, Deadline deadline) {
        return switch (accounts.find(vending, asked.app().account(), asked.caller())) {
            case ChosenAccount.Configured(Account account) ->
                token(ruled, account, null, scope, asked, leastLife, deadline);
            case ChosenAccount.Installed(InstalledAccount found) ->
                token(ruled, found.current(), found.other(), scope, asked, leastLife, deadline);
            case ChosenAccount.None(Outcome outcome) -> ruled.answer(outcome);
        };
    }

    private Answer token(
            Ruled ruled,
            Account account,
            @Nullable Account other,
            Scope scope,
            PolicyInput asked,
            Duration leastLife,
            Deadline deadline) {
        return switch (asked.app().grant()) {
            case Grant.ClientCredentials _ ->
                ruled.answer(account, supply(account, other, scope, asked, leastLife, deadline));
            case Grant.AuthorizationCode _ -> {
                UserRequest wish =
                        new UserRequest(asked.caller(), asked.app(), account, other, scope, leastLife, deadline);
                SignedInTokens.Answer answer = Objects.requireNonNull(signedIn).token(wish);
                yield ruled.answer(account, answer.outcome(), answer.spent());
            }
        };
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
                        new Wish(app.minTtl(), leastLife, deadline, budget -> fetch(account, other, scope, budget))))
                .orElseGet(() -> {
                    Step.current().tell("token_vending.reuse", "never");
                    TimedExchange call = fetch(account, other, scope, deadline);
                    return new Supply(call.exchange(), false, call.spent());
                });
    }

    /** By the other credentials of a customer, should Talkdesk not take the first. */
    private TimedExchange fetch(Account account, @Nullable Account other, Scope scope, Deadline deadline) {
        TimedExchange first = talkdeskId.fetch(account, scope, deadline);
        boolean notTaken = first.exchange() instanceof UpstreamFailure.Rejected(UpstreamFailure.Upstream upstream)
                && "invalid_client".equals(upstream.error());
        if (!notTaken || other == null) {
            return first;
        }
        TimedExchange second = talkdeskId.fetch(other, scope, deadline);
        return new TimedExchange(second.exchange(), first.spent().and(second.spent()));
    }
}
