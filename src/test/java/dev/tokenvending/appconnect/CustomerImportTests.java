package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CustomerImportTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(3600), ZoneOffset.UTC);
    private static final InstallationId ID = new InstallationId(TestEvents.APP, TestEvents.INSTALLATION);

    private final TestIntake door;
    private final CustomerImport command;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    CustomerImportTests(TestDatabase database) {
        this.door = new TestIntake(database, CLOCK);
        this.command = new CustomerImport(
                door.store(),
                door.installed.installations,
                door.installed.credentials,
                TestEvents.apps(),
                event -> {
                    throw new AssertionError(event);
                },
                CLOCK);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void runWhenFileIsGoodThenServedAndNothingIsAcknowledged() throws IOException {
        assertThat(run(false, line("e1", NOON), "", " ")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(TestEvents.INSTALLATION + " applied\n");
        assertThat(find()).isInstanceOf(AccountAnswer.Found.class);
        List<String> waiting = door.store().inTransaction(jdbc -> door.outbox.waitingFor(jdbc, ID));
        assertThat(waiting).isEmpty();
    }

    @Test
    void runWhenRunTwiceThenTheSame() throws IOException {
        run(false, line("e1", NOON));
        assertThat(run(false, line("e1", NOON))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(TestEvents.INSTALLATION + " duplicate\n");
        assertThat(door.installed.credentials(ID)).hasSize(1);
    }

    @Test
    void runWhenTheEventItselfComesTooThenOneSetOfCredentials() throws IOException {
        run(false, line("e1", NOON));
        assertThat(door.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.APPLIED);
        assertThat(door.installed.credentials(ID)).hasSize(1);
    }

    @Test
    void runWhenUninstalledSinceThenStale() throws IOException {
        door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(1)));
        assertThat(run(false, line("e1", NOON))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(" stale\n");
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    @Test
    void runWhenDryThenNothingIsTaken() throws IOException {
        assertThat(run(true, line("e1", NOON))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1 customers could be imported.\n");
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    @Test
    void runWhenOneLineIsWrongThenNoneIsTakenAndNoSecretShown() throws IOException {
        Map<String, Object> foreign = TestEvents.installed("e2", NOON);
        foreign.put("app_id", "another");
        assertThat(run(false, line("e1", NOON), text(foreign), "c4nary", text(TestEvents.uninstalled("e3", NOON))))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("2: app_not_ours\n3: not_json\n4: not app.installed\n")
                .doesNotContain("c4nary");
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    @Test
    void runWhenFileIsMissingOrNoTextThenTold() throws IOException {
        assertThat(command.run("/no/such/file", false, print(out), print(err))).isEqualTo(1);
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
        assertThat(command.run(binary.toString(), false, print(out), print(err)))
                .isEqualTo(1);
        assertThat(command.run("\u0000", false, print(out), print(err))).isEqualTo(1);
    }

    @Test
    void runWhenDatabaseIsDownThenTold() throws IOException {
        door.close();
        assertThat(run(false, line("e1", NOON))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The database is unavailable");
    }

    private AccountAnswer find() {
        return door.installed.find(TestEvents.APP, TestEvents.ACCOUNT);
    }

    private int run(boolean dryRun, String... lines) throws IOException {
        Path file = Files.write(directory.resolve("customers.jsonl"), List.of(lines));
        return command.run(file.toString(), dryRun, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String line(String id, Instant at) {
        return text(TestEvents.installed(id, at));
    }

    private static String text(Map<String, Object> event) {
        return new String(TestEvents.json(event), StandardCharsets.UTF_8);
    }
}
