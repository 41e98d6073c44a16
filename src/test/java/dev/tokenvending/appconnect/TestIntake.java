package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.InstalledFixture;
import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The intake of events behind its check of signatures, on a database. */
final class TestIntake implements AutoCloseable {

    private static final AppConnectSettings SETTINGS = AppConnectSettings.read(TestSettings.of());

    final InstalledFixture installed;
    final Acknowledgements outbox;
    final EventIntake intake;

    /** Those that were told in transactions, of which some may not have been committed. */
    final List<UserLoggedOut> loggedOut = new ArrayList<>();

    /** What is done in the transaction when a user has signed out. */
    Runnable whenLoggedOut = () -> {};

    TestIntake(TestDatabase database, Clock clock, InstallationPolicy... policies) {
        this(new InstalledFixture(database, clock), clock, policies);
    }

    TestIntake(InstalledFixture installed, Clock clock, InstallationPolicy... policies) {
        this(installed, _ -> clock.instant(), clock, policies);
    }

    /** On a machine whose clock need not be that of the store. */
    TestIntake(InstalledFixture installed, StoreClock storeClock, Clock clock, InstallationPolicy... policies) {
        this(
                installed,
                storeClock,
                clock,
                new SignatureKeys(SETTINGS, new OutboundHttp(Duration.ofSeconds(1)), System::nanoTime),
                policies);
    }

    TestIntake(
            InstalledFixture installed,
            StoreClock storeClock,
            Clock clock,
            SignatureKeys keys,
            InstallationPolicy... policies) {
        this.installed = installed;
        this.outbox = new Acknowledgements(storeClock);
        this.intake = new EventIntake(
                new SignatureCheck(keys, SETTINGS),
                new EventParser(TestEvents.apps()),
                new Policies(List.of(policies)),
                installed.store,
                new EventTrail(),
                new EventDesk(installed.installations, installed.credentials, outbox, this::told),
                installed.accounts,
                clock);
    }

    private void told(Object event) {
        loggedOut.add((UserLoggedOut) event);
        whenLoggedOut.run();
    }

    CustomerEvent.Effect take(Map<String, Object> event) {
        return switch (intake.signed(TestEvents.json(event))) {
            case Taken.Accepted accepted -> accepted.event().effect();
            case Taken.Refused refused -> throw new AssertionError(refused);
            case Taken.Unread unread -> throw new AssertionError(unread);
            case Taken.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }

    Store store() {
        return installed.store;
    }

    @Override
    public void close() {
        installed.close();
    }
}
