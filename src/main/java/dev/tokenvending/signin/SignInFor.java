package dev.tokenvending.signin;

import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Fingerprint;

/**
 * For whom a user signs in: one caller of one app.
 *
 * @param callerSha256 of the caller's issuer and id, which together tell callers apart
 */
record SignInFor(String callerSha256, AppId app) {

    static SignInFor of(Caller caller, AppId app) {
        String issuer = caller.issuer();
        String text = caller.kind().wireName() + "/" + issuer.length() + ":" + issuer + "/" + caller.id();
        return new SignInFor(Fingerprint.of(text).hex(), app);
    }

    /** What a secret is sealed for: none of another caller, app, table or row passes for it. */
    String row(String table, String id) {
        return table + "/" + callerSha256 + "/" + app.value() + "/" + id;
    }
}
