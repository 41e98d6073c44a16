package dev.tokenvending.accounts.installed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.store.Outage;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestDatabases;
import dev.tokenvending.store.TestSeals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class InstalledAccountsOutageTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final AccountAnswer UNREADABLE = new AccountAnswer.Unusable("store_unavailable");
    private static final int PATIENCE = 30;

    private final TestTicker storesTicker = new TestTicker();
    private final Outage outage;
    private final InstalledFixture here;

    /** Another instance on the same database, which tells this one nothing. */
    private final InstalledFixture elsewhere;

    InstalledAccountsOutageTests(TestDatabase database, @TempDir Path directory) {
        outage = Outage.of(database, directory);
        here = new InstalledFixture(TestDatabases.open(outage.settings(), storesTicker), TestSeals.random(), CLOCK);
        elsewhere = new InstalledFixture(here, CLOCK);
    }

    @AfterEach
    void close() {
        here.close();
        outage.close();
    }

    @Test
    void findWhenStoreIsLostThenTheKnownGoOnForTenMinutesAndThenNobody() {
        install("known");
        install("unknown");
        assertThat(here.look()).isTrue();
        assertThat(here.find("app", "known")).isInstanceOf(AccountAnswer.Found.class);
        assertThat(here.find("app", "nobody")).isInstanceOf(AccountAnswer.NotInstalled.class);
        uninstall("known");
        outage.begin();
        assertThat(here.look()).isFalse();
        assertThat(here.find("app", "unknown")).isEqualTo(UNREADABLE);
        assertThat(here.find("app", "nobody")).isInstanceOf(AccountAnswer.NotInstalled.class);
        here.ticker.advance(InstalledAccounts.TOLERANCE);
        assertThat(here.find("app", "known")).isInstanceOf(AccountAnswer.Found.class);
        here.ticker.advance(Duration.ofNanos(1));
        assertThat(here.find("app", "known")).isEqualTo(UNREADABLE);
        assertThat(here.find("app", "nobody")).isEqualTo(UNREADABLE);
        outage.end();
        lookUntilBack();
        assertThat(here.find("app", "known")).as("removed meanwhile").isInstanceOf(AccountAnswer.NotInstalled.class);
        assertThat(here.find("app", "unknown")).isInstanceOf(AccountAnswer.Found.class);
    }

    @Test
    void findWhenNeverLookedAndStoreIsLostThenUnreadable() {
        outage.begin();
        assertThat(here.find("app", "known")).isEqualTo(UNREADABLE);
        assertThat(here.look()).isFalse();
        outage.end();
        lookUntilBack();
        assertThat(here.find("app", "known")).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    /** The pool looks for a database that has gone every few seconds. */
    private void lookUntilBack() {
        boolean back = false;
        for (int attempt = 0; attempt < PATIENCE && !back; attempt++) {
            storesTicker.advance(Duration.ofSeconds(1));
            back = here.look();
        }
        assertThat(back).isTrue();
    }

    private void install(String account) {
        InstallationId id = new InstallationId("app", "of-" + account);
        Links links =
                new Links(URI.create("https://api.talkdeskapp.com"), URI.create("https://a.talkdeskid.com/t"), null);
        Installation made = new Installation(id, account, account, NOON, State.INSTALLED, NOON, links, null);
        elsewhere.store.inTransaction(jdbc -> {
            elsewhere.installations.lock(jdbc, made);
            elsewhere.credentials.add(jdbc, made, credential(), TestKeys.good());
            return true;
        });
    }

    private void uninstall(String account) {
        elsewhere.store.inTransaction(jdbc -> {
            Installation known = elsewhere
                    .installations
                    .find(jdbc, new InstallationId("app", "of-" + account))
                    .orElseThrow();
            elsewhere.installations.put(jdbc, known.as(State.UNINSTALLED, NOON));
            return true;
        });
    }

    private static InstalledCredential credential() {
        try {
            return new InstalledCredential(
                    "client", "event", NOON, SigningKeys.read("key", TestKeys.good(), "ES256"), null, null);
        } catch (UnusableKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
