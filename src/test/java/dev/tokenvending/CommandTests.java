package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;

/** Commands beside a service that runs in the sandbox, on the same database. Each test has an installation of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "appconnect.app-ids=app-1",
            "spring.datasource.url=" + CommandTests.DATABASE,
            "token-vending.encryption-keys[0].id=" + CommandTests.OLD_ID,
            "token-vending.encryption-keys[0].key=" + CommandTests.OLD_KEY
        })
@ActiveProfiles("sandbox")
@ExtendWith(OutputCaptureExtension.class)
class CommandTests {

    static final String DATABASE = "jdbc:h2:mem:command-tests;DB_CLOSE_DELAY=-1";
    static final String OLD_ID = "2027";

    /** No canary: Spring's own test context prints the properties of a test. */
    static final String OLD_KEY = "k3YwJxFp0dQ2m1kM4bGk0uXo1hZp3Wv7s9yT5nRq2aE=";

    private static final String NEW_KEY = "c4naryVb8sT1r6pLq0wZy3xCj5nHk7mDf9gAo2uEi4I=";
    private static final String SIGN_IN = "--signin.redirect-uri=http://localhost:8080/authorization/callback";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final String installation = "inst-" + NUMBER.incrementAndGet();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    CommandTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @AfterEach
    void close() {
        assertThat(told(out)).noneMatch(line -> line.contains("c4nary"));
        assertThat(told(err)).noneMatch(line -> line.contains("c4nary"));
    }

    @Test
    void refetchWhenARotationWasLostThenTakenAndTheServiceAcknowledgesIt(CapturedOutput output) {
        install();
        String event = order("{'type':'app.credentials_rotated','installation':'ID','signature':'wrong'}", 401);
        assertThat(run("refetch-event", "app-1", event)).isZero();
        assertThat(told(out)).containsExactly(event + " applied");
        assertThat(told(err))
                .last()
                .isEqualTo("Asked by the credentials of installation " + installation + ": the event");
        await().until(() -> acknowledged().equals(List.of("approve", "acknowledged")));
        assertThat(output).contains("\"effect\":\"applied\",\"event_id\":\"" + event + "\"");
        assertThat(run("refetch-event", "app-1", event, "--installation", installation))
                .isZero();
        assertThat(told(out)).last().isEqualTo(event + " duplicate");
    }

    @Test
    void refetchWhenAnInstallWasLostThenItIsReadByWhatHasComeSinceAndApproved() {
        String event = loseInstall();
        assertThat(run("refetch-event", "app-1", event, "--installation", installation))
                .isZero();
        assertThat(told(out)).containsExactly(event + " applied");
        await().until(() -> acknowledged().contains("approve"));
    }

    @Test
    void refetchWhenAPolicyRejectsThenTheInstallationIsRejected() {
        String event = loseInstall();
        assertThat(run(
                        "refetch-event",
                        "app-1",
                        event,
                        "--installation=" + installation,
                        "--spring.main.sources=" + Rejecting.class.getName()))
                .isZero();
        assertThat(told(out)).containsExactly(event + " rejected");
        await().until(() -> acknowledged().contains("reject"));
    }

    @Test
    void refetchWhenThereIsNoSuchEventThenTold() {
        install();
        assertThat(run("refetch-event", "app-1", "no-such-event", "--installation", installation))
                .isEqualTo(1);
        assertThat(told(err)).first().asString().endsWith("of installation " + installation + ": http_404");
    }

    @Test
    void refetchWhenTheScopeIsNotGrantedThenTold() {
        install();
        String event = order("{'type':'app.updated','installation':'ID'}", 200);
        List<String> words = List.of("refetch-event", "app-1", event, "--installation=" + installation);
        assertThat(run(with(words, "--appconnect.events-scope=nobody:has"))).isEqualTo(1);
        assertThat(told(err)).first().asString().endsWith(": no_token_refused (invalid_scope)");
        assertThat(run(with(words, "--appconnect.events-scope=apps:write"))).isEqualTo(1);
        assertThat(told(err)).anyMatch(line -> line.endsWith(": http_403"));
        assertThat(told(out)).isEmpty();
    }

    @Test
    void importWhenFileIsNoneThenTold() throws IOException {
        Path file = Files.writeString(directory.resolve("customers.jsonl"), "c4nary\n");
        assertThat(run("import-accounts", file.toString(), "--dry-run")).isEqualTo(1);
        assertThat(told(err)).last().isEqualTo("1: not_json");
    }

    @Test
    void resealWhenANewKeyIsFirstThenEverythingIsSealedByIt(CapturedOutput output) {
        install();
        assertThat(run(with(keys("2028", NEW_KEY, OLD_ID, OLD_KEY), "reseal", "--dry-run")))
                .isZero();
        assertThat(told(out))
                .singleElement()
                .asString()
                .matches("[1-9]\\d* would be sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(run(with(keys("2028", NEW_KEY, OLD_ID, OLD_KEY), "reseal"))).isZero();
        assertThat(output).contains("\"event\":\"command\",\"command\":\"reseal\",\"exit_code\":0}");
        assertThat(told(out).get(1)).matches("[1-9]\\d* sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(run("reseal")).isEqualTo(1);
        assertThat(told(err)).anyMatch(line -> line.endsWith("sealed by key 2028: unknown_key"));
        // The service has the old key only, and other tests go on with it.
        assertThat(run(with(keys(OLD_ID, OLD_KEY, "2028", NEW_KEY), "reseal"))).isZero();
    }

    @Test
    void contextWhenOpenedThenNothingIsMadeAndNoDoorIsOpen(CapturedOutput output) {
        int before = output.length();
        try (ConfigurableApplicationContext context = CommandContext.open(settings())) {
            assertThat(context.getBeanNamesForType(TaskScheduler.class)).isEmpty();
            assertThat(context.getEnvironment().getProperty("local.server.port"))
                    .isNull();
            assertThat(context.containsBeanDefinition("eventIntake")).isTrue();
            assertThat(Stream.of("eventIntake", "store", "talkdeskId", "auditLog", "callerChain", "tokenServlet"))
                    .noneMatch(context.getBeanFactory()::containsSingleton);
        }
        assertThat(output.toString().substring(before))
                .doesNotContain("Every caller these apps admit", "The sandbox is on", "Try it here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import-accounts",
                "import-accounts a b",
                "import-accounts a --dryrun",
                "refetch-event",
                "refetch-event app-1",
                "refetch-event app-1 e1 e2",
                "refetch-event app-1 e1 --dry-run",
                "refetch-event app-1 e1 --installation",
                "reseal now",
                "reseal --dry-run=yes"
            })
    void runWhenArgumentsAreNoneThenUsage(String line) {
        String[] words = line.split(" ");
        int code = Command.named(words[0])
                .orElseThrow()
                .run(List.of(words).subList(1, words.length), print(out), print(err));
        assertThat(code).isEqualTo(2);
        assertThat(told(err))
                .singleElement()
                .asString()
                .startsWith("Usage: java -jar")
                .contains(words[0]);
    }

    @Test
    void runWhenSettingsAreWrongThenRefusedAsAtEveryStart(CapturedOutput output) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> run("reseal", "--appconnect.events-scope=c4nary\"", "--appconnect.app-id=x"))
                .satisfies(refusal -> assertThat(refusal.analysis().getDescription())
                        .contains("appconnect.events-scope is no scope.", "appconnect.app-id is no setting"));
        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("c4nary\"");
    }

    @Test
    void runWhenAppConnectIsOffThenTold() {
        List<String> line = List.of("customers.jsonl", "--spring.profiles.active=sandbox", SIGN_IN);
        assertThat(Command.IMPORT_ACCOUNTS.run(line, print(out), print(err))).isEqualTo(1);
        assertThat(told(err)).singleElement().asString().startsWith("appconnect.app-ids is not set");
    }

    @Test
    void resealWhenNothingNeedsADatabaseThenTold() {
        assertThat(Command.RESEAL.run(List.of("--spring.profiles.active=sandbox"), print(out), print(err)))
                .isEqualTo(1);
        assertThat(told(err)).singleElement().asString().startsWith("Neither appconnect.app-ids nor signin");
    }

    @Test
    void resealWhenOnlySignInNeedsADatabaseThenDone() {
        assertThat(Command.RESEAL.run(List.of("--spring.profiles.active=sandbox", SIGN_IN), print(out), print(err)))
                .isZero();
        assertThat(told(out)).first().isEqualTo("0 sealed anew, 0 already by sandbox, 0 cannot be opened");
    }

    @Test
    void runWhenAPartCannotBeMadeThenToldWithoutItsMessage() {
        assertThat(run("refetch-event", "app-1", "e1", "--spring.main.sources=" + Broken.class.getName()))
                .isEqualTo(1);
        assertThat(told(err))
                .singleElement()
                .asString()
                .startsWith("A part of the service cannot be made (")
                .doesNotContain("licence");
    }

    @Test
    void namedWhenThereIsNoSuchCommandThenEmpty() {
        assertThat(Command.named("serve")).isEmpty();
    }

    static class Rejecting {

        @Bean
        InstallationPolicy rejecting() {
            return _ -> new InstallationPolicy.Verdict.Rejected("no contract");
        }
    }

    static class Broken {

        @Bean
        InstallationPolicy broken() {
            throw new IllegalStateException("its licence has run out");
        }
    }

    private void install() {
        order("{'type':'app.installed','installation':'ID','account_id':'acc','account_name':'a'}", 200);
        await().until(() -> acknowledged().equals(List.of("approve")));
    }

    /** A rotation has come since, so that there are credentials to read it by. */
    private String loseInstall() {
        String event = order(
                "{'type':'app.installed','installation':'ID','account_id':'acc','account_name':'a',"
                        + "'signature':'wrong'}",
                401);
        order("{'type':'app.credentials_rotated','installation':'ID'}", 200);
        return event;
    }

    private int run(String... words) {
        return Command.named(words[0])
                .orElseThrow()
                .run(settings(List.of(words).subList(1, words.length).toArray(String[]::new)), print(out), print(err));
    }

    private static String[] with(List<String> some, String... others) {
        boolean first = others[0].startsWith("--");
        return (first
                        ? Stream.concat(some.stream(), Stream.of(others))
                        : Stream.concat(Stream.of(others), some.stream()))
                .toArray(String[]::new);
    }

    private static List<String> keys(String firstId, String firstKey, String secondId, String secondKey) {
        return List.of(
                "--token-vending.encryption-keys[0].id=" + firstId,
                "--token-vending.encryption-keys[0].key=" + firstKey,
                "--token-vending.encryption-keys[1].id=" + secondId,
                "--token-vending.encryption-keys[1].key=" + secondKey);
    }

    /** The service's own, and its key unless others are given. */
    private static List<String> settings(String... given) {
        List<String> all = new ArrayList<>(List.of(given));
        if (all.stream().noneMatch(it -> it.contains("encryption-keys"))) {
            all.add("--token-vending.encryption-keys[0].id=" + OLD_ID);
            all.add("--token-vending.encryption-keys[0].key=" + OLD_KEY);
        }
        all.add("--spring.profiles.active=sandbox");
        all.add("--appconnect.app-ids=app-1");
        all.add("--spring.datasource.url=" + DATABASE);
        return all;
    }

    /** The id of the event that was made. */
    private String order(String order, int status) {
        RawAnswer answer = Wire.post("/sandbox/appconnect/events")
                .sending(order.replace('\'', '"').replace("ID", installation))
                .to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("statuses").path(0).intValue()).isEqualTo(status);
        return answer.json().path("event_id").stringValue();
    }

    private List<String> acknowledged() {
        List<String> states = new ArrayList<>();
        for (JsonNode one : Wire.get("/sandbox/appconnect").to(port).json()) {
            if (one.path("installation").stringValue().equals(installation)) {
                one.path("acknowledgements")
                        .forEach(it -> states.add(it.path("state").stringValue()));
            }
        }
        return states;
    }

    private static List<String> told(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
