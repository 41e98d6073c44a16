package dev.tokenvending.accounts.installed;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestSeals;
import java.time.Clock;
import java.util.List;

/** What is kept of installations, on a database of its own. */
public final class InstalledFixture implements AutoCloseable {

    public final TestTicker ticker = new TestTicker();
    public final Store store;
    public final Seals seals;
    public final Installations installations = new Installations();
    public final Credentials credentials;
    public final AccountLookup lookup;
    public final InstalledAccounts accounts;

    public InstalledFixture(TestDatabase database, Clock clock) {
        this(database.open(), TestSeals.random(), clock);
    }

    /** Another instance on the same database. */
    public InstalledFixture(InstalledFixture first, Clock clock) {
        this(first.store, first.seals, clock);
    }

    public InstalledFixture(Store store, Seals seals, Clock clock) {
        this.store = store;
        this.seals = seals;
        this.credentials = new Credentials(seals);
        // The last is where servers of tests are.
        AppConnectApps apps = AppConnectApps.read(TestSettings.of(
                "appconnect.app-ids=app", "appconnect.allowed-domains=talkdeskapp.com,talkdeskid.com,127.0.0.1"));
        this.lookup = new AccountLookup(installations, credentials, apps, clock);
        this.accounts = new InstalledAccounts(store, installations, lookup, ticker);
    }

    /** What is asked of the account by its id. */
    public AccountAnswer find(String appId, String accountId) {
        return accounts.find(new AccountQuestion(appId, dev.tokenvending.core.AccountMatch.ID, accountId));
    }

    /** As the timer does every other second. */
    public boolean look() {
        return accounts.look();
    }

    public Installation installation(InstallationId id) {
        return store.inTransaction(jdbc -> installations.find(jdbc, id)).orElseThrow();
    }

    public List<InstalledCredential> credentials(InstallationId id) {
        Installation known = installation(id);
        return store.inTransaction(jdbc -> credentials.of(jdbc, known).usable());
    }

    @Override
    public void close() {
        store.close();
    }
}
