package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledFixture;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.store.Outage;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestDatabases;
import dev.tokenvending.store.TestSeals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class EventIntakeOutageTests {

    private static final Taken TO_COME_AGAIN = new Taken.Unavailable("store_unavailable");
    private static final InstallationId ID = new InstallationId(TestEvents.APP, TestEvents.INSTALLATION);
    private static final int PATIENCE = 30;

    private final TestClock clock = new TestClock(TestEvents.NOON);
    private final TestTicker storesTicker = new TestTicker();
    private final Outage outage;
    private final TestIntake door;
    private volatile Runnable whenNoted = () -> {};

    EventIntakeOutageTests(TestDatabase database, @TempDir Path directory) {
        outage = Outage.of(database, directory);
        // It is asked in the midst of the work, when the acknowledgement is noted.
        StoreClock hooked = _ -> {
            whenNoted.run();
            return clock.instant();
        };
        door = new TestIntake(
                new InstalledFixture(TestDatabases.open(outage.settings(), storesTicker), TestSeals.random(), clock),
                hooked,
                clock);
    }

    @AfterEach
    void close() {
        door.close();
        outage.close();
    }

    @Test
    void takeWhenStoreIsLostThenToComeAgainAndTakenOnceItIsBack() {
        assertThat(door.installed.look()).isTrue();
        outage.begin();
        assertThat(take()).isEqualTo(TO_COME_AGAIN);
        outage.end();
        assertThat(takeWhenBack()).isEqualTo(Effect.APPLIED);
        assertServedAndNotedOnce();
    }

    /** Nothing of it may be left, or its second delivery would be a duplicate of nothing. */
    @Test
    void takeWhenStoreIsLostInTheMidstThenNothingIsDoneAndTakenOnceItIsBack() {
        assertThat(door.installed.look()).isTrue();
        whenNoted = outage::begin;
        assertThat(take()).isEqualTo(TO_COME_AGAIN);
        whenNoted = () -> {};
        outage.end();
        assertThat(takeWhenBack()).isEqualTo(Effect.APPLIED);
        assertServedAndNotedOnce();
    }

    private void assertServedAndNotedOnce() {
        assertThat(door.installed.find(TestEvents.APP, TestEvents.ACCOUNT)).isInstanceOf(AccountAnswer.Found.class);
        List<String> waiting = door.store().inTransaction(jdbc -> door.outbox.waitingFor(jdbc, ID));
        assertThat(waiting).containsExactly("approve");
    }

    private Taken take() {
        return door.intake.signed(TestEvents.json(TestEvents.installed("e1", TestEvents.NOON)));
    }

    /** The pool looks for a database that has gone every few seconds. */
    private Effect takeWhenBack() {
        Taken taken = take();
        for (int attempt = 0; attempt < PATIENCE && taken.equals(TO_COME_AGAIN); attempt++) {
            storesTicker.advance(Duration.ofSeconds(1));
            taken = take();
        }
        assertThat(taken).isInstanceOf(Taken.Accepted.class);
        return ((Taken.Accepted) taken).event().effect();
    }
}
