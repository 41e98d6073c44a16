package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Talkdesk accounts we can act for. */
public final class Accounts {

    private static final String QUICK_START = "default";

    private final Map<AccountId, Account> accounts;
    private final Regions regions;
    private final AppConnectApps appConnect;

    Accounts(Map<AccountId, Account> accounts, Regions regions, AppConnectApps appConnect) {
        this.accounts = Map.copyOf(accounts);
        this.regions = regions;
        this.appConnect = appConnect;
    }

    /** The accounts of the settings: {@code talkdesk.accounts}, and the one the {@code TD_*} variables make. */
    public static Accounts read(Settings settings) {
        TalkdeskProperties properties = settings.read(TalkdeskProperties.class);
        Map<String, AccountProperties> configured = new LinkedHashMap<>(properties.accounts());
        QuickStart.read(settings).ifPresent(quickStart -> {
            if (configured.put(QUICK_START, quickStart) != null) {
                settings.problem(
                        "talkdesk.accounts." + QUICK_START,
                        "is set twice: by TD_ variables and here.",
                        "unset the TD_ variables");
            }
        });
        AppConnectApps appConnect = AppConnectApps.read(settings);
        if (configured.isEmpty() && !appConnect.isOn()) {
            settings.problem(
                    "talkdesk.accounts",
                    "is missing: there is neither a Talkdesk account nor the sandbox.",
                    "SPRING_PROFILES_ACTIVE=sandbox to try things out, or TD_ACCOUNT_NAME, TD_CLIENT_ID, TD_KEY_ID and"
                            + " TD_PRIVATE_KEY for Talkdesk itself");
        }
        Regions regions = Regions.read(settings, properties.regions());
        AccountReader reader = new AccountReader(settings, regions);
        Map<AccountId, Account> accounts = new LinkedHashMap<>();
        configured.forEach(
                (name, account) -> reader.read(name, account).ifPresent(usable -> accounts.put(usable.id(), usable)));
        return new Accounts(accounts, regions, appConnect);
    }

    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Our apps by which customers' accounts come to us. */
    public AppConnectApps appConnect() {
        return appConnect;
    }

    /** The region of a token URL, or empty when its host lies in none we know. */
    public Optional<String> regionOf(URI tokenUrl) {
        return Optional.ofNullable(tokenUrl.getHost()).flatMap(regions::of);
    }

    public Set<AccountId> ids() {
        return accounts.keySet();
    }
}
