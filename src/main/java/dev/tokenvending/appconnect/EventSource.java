package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.AccountLookup;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.InstalledAccount;
import dev.tokenvending.appconnect.EventCall.Answer;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.store.Store;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks Talkdesk for an event by the credentials of an installation. */
record EventSource(
        Store store, AccountLookup lookup, TalkdeskId talkdeskId, EventCall call, Scope scope, Ticker ticker) {

    private static final Duration FOR_A_TOKEN = Duration.ofSeconds(15);

    /** An event of the installation's app. */
    Answer read(Installation installation, String eventId) {
        @Nullable Links links = installation.links();
        if (links != null && !lookup.apps().allow(links.apiRoot())) {
            return new Answer.None("link_not_allowed");
        }
        AccountAnswer account = store.inTransaction(jdbc -> lookup.account(jdbc, installation));
        return switch (account) {
            case AccountAnswer.Found(InstalledAccount found)
            when links != null ->
                switch (token(found)) {
                    case Exchange.Issued(AccessToken token) ->
                        call.read(installation.id().appId(), eventId, links, token);
                    case UpstreamFailure failure -> new Answer.None(reason(failure.upstream()));
                };
            case AccountAnswer.Unusable(String reason) -> new Answer.None(reason);
            case AccountAnswer.Found _, AccountAnswer.NotInstalled _, AccountAnswer.Ambiguous _ ->
                new Answer.None("no_credentials");
        };
    }

    /** By the other credentials, should Talkdesk not take the first. */
    private Exchange token(InstalledAccount account) {
        Exchange first = token(account.current());
        boolean notTaken = first instanceof UpstreamFailure.Rejected(Upstream upstream)
                && "invalid_client".equals(upstream.error());
        return notTaken && account.other() != null ? token(account.other()) : first;
    }

    private Exchange token(Account account) {
        return talkdeskId.exchange(account, scope, Deadline.in(FOR_A_TOKEN, ticker));
    }

    private static String reason(Upstream upstream) {
        String reason = "no_token_" + upstream.reason();
        return upstream.error() == null ? reason : reason + " (" + upstream.error() + ")";
    }
}
