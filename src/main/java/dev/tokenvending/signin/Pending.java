package dev.tokenvending.signin;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.SignInEvent;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user who is on the way to Talkdesk and back; sealed as a whole.
 *
 * @param issuer the name of the issuer that vouches for the caller
 * @param caller the caller's id
 * @param appConnectId our app on AppConnect, when the account is a customer's
 * @param scope what was asked for
 * @param returnTo the app's own link
 * @param verifier of PKCE, absent without it
 */
record Pending(
        String issuer,
        String caller,
        String app,
        String account,
        @Nullable String appConnectId,
        String scope,
        URI returnTo,
        URI redirectUri,
        String nonce,
        @Nullable String verifier) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Pending parse(String json) {
        return JSON.readValue(json, Pending.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    SignInFor whom() {
        return SignInFor.of(who(), new AppId(app));
    }

    AccountId accountId() {
        return new AccountId(account);
    }

    Scope asked() {
        return Scope.parse(scope).orElseThrow();
    }

    SignInEvent.Pending forAudit() {
        return new SignInEvent.Pending(who(), new AppId(app), accountId());
    }

    private Caller who() {
        return new Caller(CallerKind.ISSUER, issuer, caller);
    }

    /** Records print their components; two of these are secrets. */
    @Override
    public String toString() {
        return "Pending[" + app + "]";
    }
}
