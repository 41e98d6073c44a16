package dev.tokenvending.vending;

import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledAccount;
import dev.tokenvending.accounts.installed.InstalledCredential;
import dev.tokenvending.accounts.installed.InstalledFixture;
import dev.tokenvending.store.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A customer who has the app {@code app-1} installed: account {@code acc-1}, named {@code starship}. */
final class TestCustomer implements AutoCloseable {

    static final String APP = "app-1";
    static final String ACCOUNT = "acc-1";
    static final String NAME = "starship";

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstallationId ID = new InstallationId(APP, "inst-1");

    final InstalledFixture installed = new InstalledFixture(TestDatabase.H2, Clock.fixed(NOON, ZoneOffset.UTC));
    private final Installation installation;

    TestCustomer() {
        Links links =
                new Links(URI.create("https://api.talkdeskapp.com"), URI.create("https://s.talkdeskid.com/t"), null);
        installation = new Installation(ID, ACCOUNT, NAME, NOON, State.INSTALLED, NOON, links, null);
        install(installation);
        rotate("client-1", NOON);
    }

    void install(Installation one) {
        installed.store.inTransaction(jdbc -> installed.installations.lock(jdbc, one));
        installed.accounts.forget(one);
    }

    /** Somebody else of the same name. */
    void installNamesake() {
        install(new Installation(
                new InstallationId(APP, "inst-2"),
                "acc-2",
                NAME,
                NOON,
                State.INSTALLED,
                NOON,
                installation.links(),
                null));
    }

    /** To another set of credentials, which has served. */
    void rotate() {
        rotate("client-2", NOON.plusSeconds(1));
    }

    private void rotate(String client, Instant at) {
        installed.store.inTransaction(jdbc -> {
            installed.credentials.add(jdbc, installation, credential(client, at), TestKeys.good());
            installed.credentials.prove(jdbc, ID, client, at);
            return true;
        });
        installed.accounts.forget(installation);
    }

    InstalledAccount account() {
        return ((AccountAnswer.Found) installed.find(APP, ACCOUNT)).account();
    }

    private static InstalledCredential credential(String client, Instant at) {
        try {
            return new InstalledCredential(
                    client, "of-" + client, at, SigningKeys.read("key", TestKeys.good(), "ES256"), null, null);
        } catch (UnusableKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        installed.close();
    }
}
