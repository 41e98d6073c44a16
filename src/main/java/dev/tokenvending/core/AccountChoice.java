package dev.tokenvending.core;

import java.util.Set;

/** How it is decided whose tokens an app gets. */
public sealed interface AccountChoice {

    /** Always those of one account of the settings. */
    record Configured(AccountId id) implements AccountChoice {}

    /**
     * Those of the customer the caller belongs to, as the caller's issuer says: an account that has our app installed.
     *
     * @param claim of the caller's token; nothing of the request itself is believed
     * @param issuers the names of those that may say so
     * @param matches what the claim holds
     * @param appConnectId of our app on AppConnect
     */
    record OfCaller(String claim, Set<String> issuers, AccountMatch matches, String appConnectId)
            implements AccountChoice {

        public OfCaller {
            issuers = Set.copyOf(issuers);
        }
    }
}
