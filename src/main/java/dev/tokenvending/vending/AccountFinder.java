package dev.tokenvending.vending;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.AccountQuestion;
import dev.tokenvending.accounts.installed.InstalledAccount;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose token a caller gets.
 *
 * @param installed absent without AppConnect
 */
record AccountFinder(@Nullable InstalledAccounts installed) {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    ChosenAccount find(Vending vending, AccountChoice choice, Caller caller) {
        return switch (choice) {
            case AccountChoice.Configured(AccountId id) ->
                vending.accounts()
                        .find(id)
                        .<ChosenAccount>map(ChosenAccount.Configured::new)
                        .orElseGet(() -> denied("unknown_account"));
            case AccountChoice.OfCaller ofCaller -> ofCaller(ofCaller, caller);
        };
    }

    private ChosenAccount ofCaller(AccountChoice.OfCaller choice, Caller caller) {
        if (installed == null) {
            return denied("no_appconnect");
        }
        if (caller.kind() != CallerKind.ISSUER || !choice.issuers().contains(caller.issuer())) {
            return denied("issuer_not_of_account");
        }
        if (!(caller.claims().get(choice.claim()) instanceof String value) || !AccountId.isTalkdeskId(value)) {
            return denied("account_claim_missing");
        }
        AccountQuestion question = new AccountQuestion(choice.appConnectId(), choice.matches(), value);
        return switch (installed.find(question)) {
            case AccountAnswer.Found(InstalledAccount account) -> new ChosenAccount.Installed(account);
            case AccountAnswer.NotInstalled _ -> denied("not_installed");
            case AccountAnswer.Ambiguous _ -> denied("ambiguous_account_name");
            case AccountAnswer.Unusable(String reason) ->
                new ChosenAccount.None(new Unavailable(Upstream.silent(reason), RETRY_AFTER));
        };
    }

    private static ChosenAccount denied(String reason) {
        return new ChosenAccount.None(new Outcome.Denied(reason));
    }
}
