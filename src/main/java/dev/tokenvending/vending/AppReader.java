package dev.tokenvending.vending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Scope;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.vending.VendingProperties.AppProperties;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an app of its settings, or notes everything that is wrong with them. */
record AppReader(Settings settings, Accounts accounts, Set<String> policies, Set<String> knownCallers, boolean signIn) {

    private static final Pattern CALLERS = Pattern.compile("(?:basic|api-key|issuer)(?::\\S.*)?");
    private static final Duration LONGEST_MIN_TTL = Duration.ofDays(1);
    private static final AccountId QUICK_START_ACCOUNT = new AccountId("default");

    /** The app of a service without configured apps: any name, the one account there is. */
    Optional<App> quickStart(AppId id) {
        if (accounts.ids().size() > 1 && accounts.find(QUICK_START_ACCOUNT).isEmpty()) {
            settings.problem(
                    "token-vending.apps",
                    "is missing: with several accounts each app must name its own.",
                    "token-vending.apps.my-app.account: " + accountNames());
        }
        if (accounts.ids().isEmpty() && accounts.appConnect().isOn()) {
            settings.problem(
                    "token-vending.apps",
                    "is missing: without an account of its own, an app must say by which claim its callers' are found.",
                    "token-vending.apps.my-app.account-claim: tenant");
        }
        if (!policies.isEmpty()) {
            settings.problem(
                    "token-vending.apps",
                    "is missing: policies are asked for the apps that list them, and without apps nobody is refused.",
                    "token-vending.apps.my-app.policies: ["
                            + policies.stream().min(String::compareTo).orElseThrow() + "]");
        }
        return accounts.find(QUICK_START_ACCOUNT)
                .or(this::onlyAccount)
                .map(account -> App.of(id, account.id(), account.scope()));
    }

    Optional<App> read(String name, AppProperties app) {
        String prefix = "token-vending.apps." + name;
        Optional<AppId> id = AppId.parse(name);
        if (id.isEmpty()) {
            settings.problem(prefix, "is no app id: lower-case letters, digits, hyphens.", "example-app-ios");
        }
        Optional<AccountChoice> account = account(prefix, app);
        Optional<Scope> scope = account.flatMap(its -> scope(prefix + ".scope", app.scope(), its));
        Set<String> callers = callers(prefix + ".callers", app.callers());
        List<String> listed = policies(prefix + ".policies", app.policies());
        Set<String> origins = origins(prefix + ".allowed-origins", app.allowedOrigins());
        checkMinTtl(prefix + ".min-ttl", app.minTtl());
        Optional<Grant> grant = new GrantReader(settings, signIn).read(prefix, app, account.flatMap(this::configured));
        if (id.isEmpty() || account.isEmpty() || scope.isEmpty() || grant.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new App(
                id.get(),
                account.get(),
                scope.get(),
                callers,
                app.platform(),
                app.bundleId(),
                app.responseFormat(),
                origins,
                listed,
                grant.get(),
                app.reuse(),
                app.minTtl()));
    }

    private Optional<AccountChoice> account(String prefix, AppProperties app) {
        return AccountChoiceReader.isAskedFor(app)
                ? new AccountChoiceReader(settings, accounts.appConnect(), knownCallers).read(prefix, app)
                : account(prefix + ".account", app.account())
                        .map(account -> new AccountChoice.Configured(account.id()));
    }

    private Optional<Account> configured(AccountChoice choice) {
        return switch (choice) {
            case AccountChoice.Configured(AccountId id) -> accounts.find(id);
            case AccountChoice.OfCaller _ -> Optional.empty();
        };
    }

    private Optional<Account> account(String property, @Nullable String name) {
        Optional<Account> account =
                name == null ? onlyAccount() : AccountId.parse(name).flatMap(accounts::find);
        // An account with problems of its own is no account yet, but its problems are told already.
        boolean toldAlready =
                settings.hasProblemsUnder(name == null ? "talkdesk.accounts" : "talkdesk.accounts." + name);
        if (account.isEmpty() && !toldAlready) {
            settings.problem(
                    property,
                    name == null ? "is missing, and there are several." : "names no account under talkdesk.accounts.",
                    accountNames());
        }
        return account;
    }

    private Optional<Account> onlyAccount() {
        return accounts.ids().size() == 1
                ? accounts.find(accounts.ids().iterator().next())
                : Optional.empty();
    }

    private String accountNames() {
        return accounts.ids().stream().map(AccountId::value).sorted().collect(Collectors.joining(" or "));
    }

    private Optional<Scope> scope(String property, @Nullable List<String> configured, AccountChoice account) {
        Scope widest = switch (account) {
            case AccountChoice.Configured(AccountId id) ->
                accounts.find(id).orElseThrow().scope();
            case AccountChoice.OfCaller _ -> accounts.appConnect().scope();
        };
        if (configured == null) {
            return Optional.of(widest);
        }
        Optional<Scope> scope = Scope.parse(configured);
        if (scope.isEmpty()) {
            settings.problem(property, "is no scope.", widest.toString());
        } else if (!widest.covers(scope.get())) {
            settings.problem(
                    property,
                    switch (account) {
                        case AccountChoice.Configured(AccountId id) -> "is wider than that of account " + id + ".";
                        case AccountChoice.OfCaller _ -> "is wider than appconnect.scope.";
                    },
                    widest.toString());
        }
        return scope;
    }

    /** An empty list would be read as everybody by some and as nobody by others. */
    private Set<String> callers(String property, @Nullable List<String> configured) {
        if (configured == null) {
            return Set.of();
        }
        if (configured.isEmpty()) {
            settings.problem(
                    property, "is empty; leave it out to admit every known caller.", "basic, or basic:app-user");
        }
        configured.stream()
                .filter(caller ->
                        caller.contains(":") && CALLERS.matcher(caller).matches())
                .filter(caller -> !knownCallers.contains(caller))
                .findFirst()
                .ifPresent(caller -> toldUnlessCallersAreWrong(property, caller));
        if (!configured.stream().allMatch(caller -> CALLERS.matcher(caller).matches())) {
            settings.problem(property, "names a kind of caller that does not exist.", "basic, or basic:app-user");
        }
        return Set.copyOf(configured);
    }

    /** A caller with problems of its own is no caller yet, but its problems are told already. */
    private void toldUnlessCallersAreWrong(String property, String caller) {
        if (!settings.hasProblemsUnder("token-vending.callers")) {
            settings.problem(
                    property,
                    "names a caller that does not exist: " + caller + ".",
                    knownCallers.stream().sorted().findFirst().orElse("basic"));
        }
    }

    /** An empty list would be read as no rules by some and as nobody by others. */
    private List<String> policies(String property, @Nullable List<String> configured) {
        if (configured == null) {
            return List.of();
        }
        if (configured.isEmpty()) {
            settings.problem(
                    property, "is empty; leave it out to grant every admitted caller a token.", "known-customers");
        }
        if (Set.copyOf(configured).size() < configured.size()) {
            settings.problem(property, "names a policy twice.", "each policy once");
        }
        configured.stream()
                .filter(name -> !policies.contains(name))
                .filter(name -> !settings.hasProblemsUnder("token-vending.policies." + name))
                .findFirst()
                .ifPresent(name -> settings.problemWithoutBean(
                        property,
                        "names a policy that is neither under token-vending.policies nor a bean: " + name + ".",
                        policies.isEmpty() ? "a name under token-vending.policies" : String.join(" or ", policies)));
        return configured;
    }

    private void checkMinTtl(String property, Duration minTtl) {
        if (minTtl.isNegative() || minTtl.compareTo(LONGEST_MIN_TTL) > 0) {
            settings.problem(property, "must lie between 0 seconds and a day.", "2m");
        }
    }

    private Set<String> origins(String property, List<String> configured) {
        if (!configured.stream().allMatch(WebOrigin::isAllowed)) {
            settings.problem(
                    property,
                    "holds something that is no web origin as browsers write it: https:// (http:// on localhost alone),"
                            + " the host in lower case, and the port unless it is the default; no path, no *.",
                    "https://app.example.com");
        }
        return Set.copyOf(configured);
    }
}
