package dev.tokenvending.vending;

import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.Platform;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Reuse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is vended, and to which apps.
 *
 * @param deadline when a request for a token ends at the latest, whatever Talkdesk does
 * @param defaultApp the app that {@code /token} without a name stands for
 * @param apps the apps by their ids; with none, every valid id is the quick-start app
 */
@ConfigurationProperties("token-vending")
record VendingProperties(
        @DefaultValue("20s") Duration deadline,
        @Nullable String defaultApp,
        @DefaultValue Map<String, AppProperties> apps) {

    /**
     * One app.
     *
     * @param account the Talkdesk account whose tokens it gets; not needed when there is only one
     * @param accountClaim the claim of the caller's token that says whose tokens it gets, in place of an account
     * @param accountIssuers the issuers whose word on that counts
     * @param accountClaimMatches whether that claim holds the account's {@code id} or its {@code name}; its id by default
     * @param appconnectApp the app on AppConnect that customers have installed; not needed when there is only one
     * @param platform what it runs on
     * @param bundleId its bundle id or package name
     * @param scope what is asked of Talkdesk for it, within the account's scope; all of that by default
     * @param callers who may ask for it: {@code basic}, {@code api-key}, {@code issuer}, or one of them with
     *     {@code :name}; everybody by default
     * @param responseFormat what a request without a preference of its own is answered with
     * @param allowedOrigins the web origins whose scripts may ask, as {@code https://host}; none by default
     * @param policies the names of those that must all grant, in this order
     * @param grantType by which OAuth 2.0 grant its tokens are had: {@code client_credentials}, for the account, or
     *     {@code authorization_code}, for the Talkdesk user who has signed in for the caller
     * @param returnTo the claimed https link by which users come back to it after they have signed in
     * @param reuse who gets the same token again while it has enough life left
     * @param minTtl the least life a token that is handed out again has left; never more than half of what was granted
     */
    record AppProperties(
            @Nullable String account,
            @Nullable String accountClaim,
            @Nullable List<String> accountIssuers,
            @Nullable AccountMatch accountClaimMatches,
            @Nullable String appconnectApp,
            @DefaultValue("other") Platform platform,
            @Nullable String bundleId,
            @Nullable List<String> scope,
            @Nullable List<String> callers,
            @DefaultValue("json") ResponseFormat responseFormat,
            @DefaultValue List<String> allowedOrigins,
            @Nullable List<String> policies,
            @DefaultValue("client-credentials") GrantType grantType,
            @Nullable String returnTo,
            @DefaultValue("per-user") Reuse reuse,
            @DefaultValue("2m") Duration minTtl) {

        /** By which OAuth 2.0 grant tokens are had. */
        enum GrantType {
            CLIENT_CREDENTIALS,
            AUTHORIZATION_CODE
        }

        AccountMatch matches() {
            return accountClaimMatches == null ? AccountMatch.ID : accountClaimMatches;
        }
    }
}
