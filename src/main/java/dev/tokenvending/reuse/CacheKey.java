package dev.tokenvending.reuse;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Scope;
import java.util.Optional;

/**
 * What a held token was fetched for, and for whom: who waits for one call to Talkdesk and who is handed one token are told
 * apart by the same key.
 *
 * @param account the version of the account: endpoint and credentials
 * @param scope what was asked for
 */
public record CacheKey(Account.Version account, Scope scope, Sharer sharer) {

    /** Empty when the token is for this request alone. */
    public static Optional<CacheKey> of(Account account, Scope scope, App app, Caller caller) {
        return Sharer.of(app, caller).map(sharer -> new CacheKey(account.version(), scope, sharer));
    }
}
