package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestDatabases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A user's sign-out is told within the transaction that takes it: all of it is done, or nothing. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UserLogoutTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(3600), ZoneOffset.UTC);
    private static final InstallationId ID = new InstallationId(TestEvents.APP, TestEvents.INSTALLATION);
    private static final UserLoggedOut ANNA = new UserLoggedOut(TestEvents.ACCOUNT, TestEvents.USER);

    private final TestIntake door;

    UserLogoutTests(TestDatabase database) {
        this.door = new TestIntake(database, CLOCK);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void takeWhenAUserHasSignedOutThenToldOnceHoweverOftenItComes() {
        door.take(TestEvents.installed("e1", NOON));
        assertThat(door.take(TestEvents.loggedOut("e2", LATER))).isEqualTo(Effect.APPLIED);
        assertThat(door.take(TestEvents.loggedOut("e2", LATER))).isEqualTo(Effect.DUPLICATE);
        assertThat(door.loggedOut).containsExactly(ANNA);
        assertThat(door.take(TestEvents.loggedOut("e3", LATER))).isEqualTo(Effect.APPLIED);
        assertThat(door.loggedOut).containsExactly(ANNA, ANNA);
        assertThat(find()).isInstanceOf(AccountAnswer.Found.class);
    }

    @Test
    void takeWhenItIsNotToldWhoThenAboutTheAccount() {
        door.take(TestEvents.installed("e1", NOON));
        Map<String, Object> event = TestEvents.loggedOut("e2", LATER);
        event.put("data", Map.of("installation_id", TestEvents.INSTALLATION, "account_id", TestEvents.ACCOUNT));
        assertThat(door.take(event)).isEqualTo(Effect.APPLIED);
        assertThat(door.loggedOut).containsExactly(new UserLoggedOut(TestEvents.ACCOUNT, null));
    }

    @Test
    void takeWhenInstallationIsAnotherAccountsThenNobodyIsTold() {
        door.take(TestEvents.installed("e1", NOON));
        Map<String, Object> event = TestEvents.loggedOut("e2", LATER);
        event.put("data", Map.of("installation_id", TestEvents.INSTALLATION, "account_id", "another"));
        assertThat(door.take(event)).isEqualTo(Effect.CONFLICTING);
        assertThat(door.loggedOut).isEmpty();
    }

    @Test
    void takeWhenInstallationIsUnknownThenItStaysSo() {
        assertThat(door.take(TestEvents.loggedOut("e1", NOON))).isEqualTo(Effect.RECORDED);
        assertThat(door.loggedOut).isEmpty();
        assertThat(rows("installation")).isZero();
        assertThat(rows("event")).isEqualTo(1);
    }

    /** Their sign-ins may still be there. */
    @Test
    void takeWhenUninstalledThenToldAllTheSame() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.uninstalled("e2", LATER));
        assertThat(door.take(TestEvents.loggedOut("e3", LATER))).isEqualTo(Effect.APPLIED);
        assertThat(door.loggedOut).containsExactly(ANNA);
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    @Test
    void takeWhenWhoeverListensLosesTheStoreThenNothingIsDoneAndTakenWhenItComesAgain() {
        door.take(TestEvents.installed("e1", NOON));
        Store lost = TestDatabases.open(TestDatabases.h2());
        lost.close();
        door.whenLoggedOut = () -> {
            rename("changed");
            lost.inTransaction(jdbc -> 1);
        };
        assertThat(door.intake.signed(TestEvents.json(TestEvents.loggedOut("e2", LATER))))
                .isEqualTo(new Taken.Unavailable("store_unavailable"));
        assertThat(door.installed.installation(ID).accountName()).isEqualTo("starship");
        assertThat(rows("event")).isEqualTo(1);

        door.whenLoggedOut = () -> rename("changed");
        assertThat(door.take(TestEvents.loggedOut("e2", LATER))).isEqualTo(Effect.APPLIED);
        assertThat(door.installed.installation(ID).accountName()).isEqualTo("changed");
        assertThat(rows("event")).isEqualTo(2);
    }

    @Test
    void takeWhenWhoeverListensFailsThenNothingIsDone() {
        door.take(TestEvents.installed("e1", NOON));
        door.whenLoggedOut = () -> {
            rename("changed");
            throw new IllegalStateException("broken");
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> door.take(TestEvents.loggedOut("e2", LATER)))
                .withMessage("broken");
        assertThat(door.installed.installation(ID).accountName()).isEqualTo("starship");
        assertThat(rows("event")).isEqualTo(1);
    }

    private AccountAnswer find() {
        return door.installed.find(TestEvents.APP, TestEvents.ACCOUNT);
    }

    /** As a listener works, whose transaction becomes a part of the event's. */
    private void rename(String name) {
        door.store()
                .inTransaction(jdbc -> jdbc.sql("update installation set account_name = ?")
                        .param(name)
                        .update());
    }

    private int rows(String table) {
        return door.store()
                .inTransaction(jdbc -> jdbc.sql("select count(*) from " + table)
                        .query(Integer.class)
                        .single());
    }
}
