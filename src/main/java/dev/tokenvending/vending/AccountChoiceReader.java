package dev.tokenvending.vending;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.vending.VendingProperties.AppProperties;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the choice of an app whose callers' claims say whose tokens they get, or notes what is wrong with it. */
record AccountChoiceReader(Settings settings, AppConnectApps appConnect, Set<String> knownCallers) {

    /** Whether any of an app's settings is about that. */
    static boolean isAskedFor(AppProperties app) {
        return app.accountClaim() != null
                || app.accountIssuers() != null
                || app.accountClaimMatches() != null
                || app.appconnectApp() != null;
    }

    Optional<AccountChoice> read(String prefix, AppProperties app) {
        String claim = app.accountClaim();
        if (app.account() != null) {
            settings.problem(prefix + ".account", "is set, and account-claim too.", "remove one of them");
        }
        if (claim == null || claim.isBlank()) {
            settings.problem(prefix + ".account-claim", "is missing.", "tenant, a claim of the callers' tokens");
        }
        Set<String> issuers = issuers(prefix + ".account-issuers", app.accountIssuers());
        Optional<String> appId = appId(prefix + ".appconnect-app", app.appconnectApp());
        return claim == null || issuers.isEmpty() || appId.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccountChoice.OfCaller(claim, issuers, app.matches(), appId.get()));
    }

    private Set<String> issuers(String property, @Nullable List<String> configured) {
        List<String> names = configured == null ? List.of() : configured;
        if (names.isEmpty()) {
            settings.problem(
                    property,
                    "is missing: whose word says which account a caller belongs to?",
                    "[customers], a name under token-vending.callers.issuers");
        }
        names.stream()
                .filter(name -> !knownCallers.contains("issuer:" + name))
                .filter(_ -> !settings.hasProblemsUnder("token-vending.callers"))
                .findFirst()
                .ifPresent(name -> settings.problem(
                        property, "names no issuer under token-vending.callers.issuers: " + name + ".", "[customers]"));
        return Set.copyOf(names);
    }

    private Optional<String> appId(String property, @Nullable String configured) {
        if (!appConnect.isOn()) {
            settings.problem(
                    "appconnect.app-ids",
                    "is missing, and without it nobody can install the app that account-claim is about.",
                    "the app_id of your app on Talkdesk AppConnect");
            return Optional.empty();
        }
        if (configured == null && appConnect.ids().size() == 1) {
            return appConnect.ids().stream().findFirst();
        }
        if (configured == null || !appConnect.ids().contains(configured)) {
            settings.problem(
                    property,
                    configured == null ? "is missing, and there are several." : "is none of appconnect.app-ids.",
                    String.join(" or ", appConnect.ids()));
            return Optional.empty();
        }
        return Optional.of(configured);
    }
}
