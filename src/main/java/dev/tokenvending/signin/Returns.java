package dev.tokenvending.signin;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.AccountQuestion;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.signin.IdTokenCheck.Result;
import dev.tokenvending.store.Store;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.talkdesk.TokenGrant;
import dev.tokenvending.talkdesk.UserExchange;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes users back from Talkdesk, as far as a code that their app may redeem. */
class Returns {

    private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Store store;
    private final PendingSignIns pending;
    private final SignInCodes codes;
    private final TalkdeskId talkdeskId;
    private final @Nullable InstalledAccounts installed;

    Returns(
            Store store,
            PendingSignIns pending,
            SignInCodes codes,
            TalkdeskId talkdeskId,
            @Nullable InstalledAccounts installed) {
        this.store = store;
        this.pending = pending;
        this.codes = codes;
        this.talkdeskId = talkdeskId;
        this.installed = installed;
    }

    /** How a sign-in went, as far as it has come. */
    sealed interface Ended {

        /** There is a code for the app. */
        record Well(OneTime code) implements Ended {}

        /**
         * There is nothing to redeem.
         *
         * @param error for the app
         * @param reason for the audit log
         * @param upstreamError what Talkdesk called it
         */
        record Badly(String error, String reason, @Nullable String upstreamError) implements Ended {

            static Badly failed(String reason) {
                return new Badly("sign_in_failed", reason, null);
            }

            static Badly unavailable(String reason) {
                return new Badly("temporarily_unavailable", reason, null);
            }
        }
    }

    /** Whose sign-in it is; from then on the state is used. */
    Optional<Pending> take(OneTime state) {
        return store.inTransaction(jdbc -> pending.take(jdbc, state));
    }

    Ended end(Pending one, Callback callback, Accounts accounts, IdTokenCheck idTokens, Deadline deadline) {
        String error = callback.error();
        if (error != null) {
            String told = ERROR.matcher(error).matches() ? error : null;
            return new Ended.Badly("access_denied".equals(error) ? error : "sign_in_failed", "talkdesk_error", told);
        }
        if (!callback.hasUsableCode()) {
            return Ended.Badly.failed("no_code");
        }
        return switch (account(one, accounts)) {
            case Found(Account account) -> exchanged(one, callback, account, idTokens, deadline);
            case None(Ended.Badly why) -> why;
        };
    }

    /** Whose token endpoint takes the code. */
    private sealed interface Whose permits Found, None {}

    private record Found(Account account) implements Whose {}

    private record None(Ended.Badly why) implements Whose {}

    private Whose account(Pending one, Accounts accounts) {
        if (one.appConnectId() == null) {
            return accounts.find(one.accountId())
                    .<Whose>map(Found::new)
                    .orElseGet(() -> new None(Ended.Badly.failed("unknown_account")));
        }
        AccountQuestion question = new AccountQuestion(
                one.appConnectId(), AccountMatch.ID, one.accountId().talkdeskId());
        AccountAnswer answer = installed == null ? new AccountAnswer.NotInstalled() : installed.find(question);
        return switch (answer) {
            case AccountAnswer.Found found -> new Found(found.account().current());
            case AccountAnswer.NotInstalled _, AccountAnswer.Ambiguous _ ->
                new None(Ended.Badly.failed("not_installed"));
            case AccountAnswer.Unusable(String reason) -> new None(Ended.Badly.unavailable(reason));
        };
    }

    /** The settings may have changed since the user went there. */
    private static URI signInPage(Account account) {
        return account.authorizationUrl() == null ? account.tokenUrl() : account.authorizationUrl();
    }

    private Ended exchanged(Pending one, Callback callback, Account account, IdTokenCheck idTokens, Deadline deadline) {
        if (callback.issuer() != null && !IdTokenCheck.isAt(signInPage(account), callback.issuer())) {
            return Ended.Badly.failed("other_issuer");
        }
        TokenGrant.Code grant =
                new TokenGrant.Code(String.valueOf(callback.code()), one.redirectUri(), one.verifier(), one.asked());
        UserExchange exchange = talkdeskId.redeem(account, grant, deadline);
        return switch (exchange.exchange()) {
            case Exchange.Issued _ -> granted(one, account, exchange, idTokens);
            case Rejected(Upstream upstream) -> new Ended.Badly("sign_in_failed", upstream.reason(), upstream.error());
            case UpstreamFailure failure ->
                Ended.Badly.unavailable(failure.upstream().reason());
        };
    }

    private Ended granted(Pending one, Account account, UserExchange exchange, IdTokenCheck idTokens) {
        @Nullable String refreshToken = exchange.tokens().refreshToken();
        @Nullable String idToken = exchange.tokens().idToken();
        if (refreshToken == null) {
            return Ended.Badly.failed("no_refresh_token");
        }
        Result who = idToken == null ? new Result.Good(null) : idTokens.check(idToken, account, one.nonce());
        return switch (who) {
            case Result.Bad(String reason) -> Ended.Badly.failed(reason);
            case Result.Good(String userId) ->
                kept(one, new Granted(one.account(), userId, exchange.tokens().sid(), one.scope(), refreshToken));
        };
    }

    private Ended kept(Pending one, Granted granted) {
        OneTime code = OneTime.fresh();
        store.inTransaction(jdbc -> {
            codes.add(jdbc, code, one.whom(), granted);
            return true;
        });
        return new Ended.Well(code);
    }
}
