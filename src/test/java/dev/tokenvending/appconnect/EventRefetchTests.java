package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.talkdesk.RawServer;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mock stands for Talkdesk ID, because that room lets nobody else make one; who tells the event is a server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventRefetchTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Scope SCOPE = Scope.parse("events:read").orElseThrow();
    private static final AccessToken TOKEN =
            new AccessToken("c4nary-token", SCOPE, Deadline.in(Duration.ofMinutes(10), new TestTicker()));
    private static final String CLIENT = "client-e1";

    private final TestClock clock = new TestClock(NOON.plusSeconds(3600));
    private final TestIntake door;
    private final TalkdeskId talkdeskId = mock();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(10));
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final RawServer server =
            new RawServer((number, _, wire) -> wire.say(answers.get(Math.min(number, answers.size()) - 1)));
    private final List<Object> published = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    EventRefetchTests(TestDatabase database) throws IOException {
        this.door = new TestIntake(database, clock);
        given(talkdeskId.exchange(any(), any(), any())).willAnswer(call -> {
            clients.add(call.<Account>getArgument(0).clientId() + " " + call.getArgument(1));
            return new Exchange.Issued(TOKEN);
        });
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
        door.close();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("c4nary");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("c4nary");
    }

    @Test
    void runWhenTalkdeskTellsTheEventThenItIsTakenAndAcknowledgedLater() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(ok(TestEvents.rotated("e2", NOON.plusSeconds(1))));
        assertThat(run("e2", null)).isZero();
        assertThat(told(out)).containsExactly("e2 applied");
        assertThat(told(err)).containsExactly(asked(TestEvents.INSTALLATION, "the event"));
        assertThat(clients).containsExactly(CLIENT + " events:read");
        assertThat(server.requests)
                .singleElement()
                .asString()
                .startsWith("GET /apps/" + TestEvents.APP + "/events/e2 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nAuthorization: Bearer c4nary-token\r\n");
        assertThat(door.installed.credentials(id(TestEvents.INSTALLATION))).hasSize(2);
        assertThat(waiting()).containsExactly("approve", "acknowledged");
        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        CustomerEvent.class, it -> assertThat(it.eventId()).isEqualTo("e2"));
    }

    @Test
    void runWhenTheEventWasTakenBeforeThenDuplicate() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(ok(TestEvents.rotated("e2", NOON.plusSeconds(1))));
        run("e2", null);
        leadHere();
        assertThat(run("e2", null)).isZero();
        assertThat(told(out)).containsExactly("e2 applied", "e2 duplicate");
        assertThat(waiting()).containsExactly("approve", "acknowledged");
    }

    @Test
    void runWhenPolicyRejectsThenTheInstallationIsRejected() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(ok(withInstallation("e2", "another")));
        assertThat(run("e2", null, _ -> new Verdict.Rejected("no contract"))).isZero();
        assertThat(told(out)).containsExactly("e2 rejected");
        assertThat(door.installed.installation(id("another")).state()).isEqualTo(Installation.State.REJECTED);
    }

    @Test
    void runWhenIdsHoldWhatPathsDoNotThenTheyAreEncoded() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(ok(TestEvents.rotated("../a?b#c%2f+", NOON.plusSeconds(1))));
        assertThat(run("../a?b#c%2f+", null)).isZero();
        assertThat(server.requests.getFirst())
                .startsWith("GET /apps/" + TestEvents.APP + "/events/..%2Fa%3Fb%23c%252f%2B HTTP/1.1\r\n");
    }

    /** Which customer may read an event is up to Talkdesk. */
    @Test
    void runWhenOthersMayNotReadItThenTheNextIsAskedTheNewestFirst() {
        install("e1", "oldest", NOON);
        install("e2", "middle", NOON.plusSeconds(1));
        install("e3", "newest", NOON.plusSeconds(2));
        answers.add(RawServer.http(404, "{}"));
        answers.add(RawServer.http(403, "{}"));
        answers.add(ok(TestEvents.rotated("e9", NOON.plusSeconds(3))));
        assertThat(run("e9", null)).isZero();
        assertThat(clients).containsExactly("client-e3 events:read", "client-e2 events:read", "client-e1 events:read");
        assertThat(told(err))
                .containsExactly(
                        asked("newest", "http_404"), asked("middle", "http_403"), asked("oldest", "the event"));
    }

    @Test
    void runWhenManyHaveInstalledThenTenAreAsked() {
        IntStream.range(0, 12).forEach(i -> install("e" + i, "inst-" + i, NOON.plusSeconds(i)));
        answers.add(RawServer.http(404, "{}"));
        assertThat(run("e99", null)).isEqualTo(1);
        assertThat(server.requests).hasSize(10);
        assertThat(told(err)).hasSize(11).last().asString().contains("10 of the installations", "--installation ID");
        assertThat(told(out)).isEmpty();
    }

    @Test
    void runWhenInstallationIsNamedThenThatOneAloneIsAsked() {
        install("e1", "first", NOON);
        install("e2", "second", NOON.plusSeconds(1));
        answers.add(RawServer.http(404, "{}"));
        assertThat(run("e9", "first")).isEqualTo(1);
        assertThat(clients).containsExactly("client-e1 events:read");
    }

    /** Its install was lost and its rotation came. */
    @Test
    void runWhenNamedInstallationIsOnlyAnnouncedThenItIsAsked() {
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(1)));
        leadHere();
        answers.add(ok(TestEvents.installed("e1", NOON)));
        assertThat(run("e1", null)).isEqualTo(1);
        assertThat(run("e1", TestEvents.INSTALLATION)).isZero();
        assertThat(told(out)).containsExactly("e1 applied");
        assertThat(door.installed.installation(id(TestEvents.INSTALLATION)).state())
                .isEqualTo(Installation.State.INSTALLED);
    }

    @Test
    void runWhenNobodyHasInstalledThenTold() {
        assertThat(run("e1", null)).isEqualTo(1);
        assertThat(told(err)).singleElement().asString().contains(TestEvents.APP, "import-accounts");
        assertThat(run("e1", "inst-9")).isEqualTo(1);
        assertThat(told(err)).last().asString().contains("inst-9");
        assertThat(clients).isEmpty();
    }

    @Test
    void runWhenAppIsNotOursThenNobodyIsAsked() {
        install("e1", TestEvents.INSTALLATION);
        assertThat(command().run("another", "e1", null, print(out), print(err))).isEqualTo(1);
        assertThat(told(err))
                .singleElement()
                .asString()
                .contains("another is not ours", "app-ids has: " + TestEvents.APP);
        assertThat(clients).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a b", "é", "a\n"})
    void runWhenAnIdIsNoneThenUsage(String id) {
        assertThat(run(id, null)).isEqualTo(2);
        assertThat(run("e1", id)).isEqualTo(2);
        assertThat(command().run(id, "e1", null, print(out), print(err))).isEqualTo(2);
        assertThat(clients).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id, e3, other_event",
        "app_id, app, app_not_ours",
        "type, '', bad_type",
        "data, x, bad_installation_id",
        "created_at, c4nary, bad_created_at"
    })
    void runWhenWhatComesIsNotTheEventThenRefused(String field, String value, String reason) {
        install("e1", TestEvents.INSTALLATION);
        Map<String, Object> event = TestEvents.rotated("e2", NOON.plusSeconds(1));
        event.put(field, value);
        answers.add(ok(event));
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).last().isEqualTo("What came is refused: " + reason);
        assertThat(told(out)).isEmpty();
        assertThat(waiting()).containsExactly("approve");
        assertThat(published).isEmpty();
    }

    @Test
    void runWhenTheEventLeadsElsewhereThenRefused() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(ok(TestEvents.withLinks(
                TestEvents.rotated("e2", NOON.plusSeconds(1)), "https://api.talkdeskapp.com.example.com")));
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).last().isEqualTo("What came is refused: foreign_link_root");
    }

    @Test
    void runWhenAnswerIsNoJsonThenRefusedWithoutIt() {
        install("e1", TestEvents.INSTALLATION);
        answers.add(RawServer.http(200, "c4nary"));
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).last().isEqualTo("What came is refused: not_json");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 401, 403, 404, 429, 500, 503})
    void runWhenTalkdeskAnswersOtherwiseThenToldAndNothingIsFollowed(int status) {
        install("e1", TestEvents.INSTALLATION);
        answers.add(RawServer.http(status, status == 204 ? "" : "c4nary", "Location: /elsewhere"));
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "http_" + status));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void runWhenAnswerIsTooLongThenTold() {
        install("e1", TestEvents.INSTALLATION);
        Map<String, Object> event = TestEvents.rotated("e2", NOON.plusSeconds(1));
        event.put("more", "x".repeat(256 * 1024));
        answers.add(ok(event));
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "no_answer"));
    }

    @Test
    void runWhenTalkdeskIsDownThenTold() throws IOException {
        install("e1", TestEvents.INSTALLATION);
        server.close();
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "no_answer"));
    }

    @Test
    void runWhenTalkdeskIsTooSlowThenTold() throws IOException {
        try (RawServer slow = new RawServer((_, _, wire) -> wire.hold())) {
            install("e1", TestEvents.INSTALLATION);
            leadTo(slow.tokenUrl().resolve("/").toString());
            EventRefetch impatient = command(door.intake, Duration.ofMillis(100));
            assertThat(impatient.run(TestEvents.APP, "e2", null, print(out), print(err)))
                    .isEqualTo(1);
        }
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "timeout"));
    }

    @Test
    void runWhenScopeIsNotGrantedThenTold() {
        install("e1", TestEvents.INSTALLATION);
        willReturn(rejected("invalid_scope")).given(talkdeskId).exchange(any(), any(), any());
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "no_token_refused (invalid_scope)"));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void runWhenCredentialsAreNotTakenThenTheOthersAreTried() {
        install("e1", TestEvents.INSTALLATION);
        prove(CLIENT);
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(1)));
        leadHere();
        willAnswer(call -> {
                    String client = call.<Account>getArgument(0).clientId();
                    clients.add(client);
                    return client.equals(CLIENT) ? rejected("invalid_client") : new Exchange.Issued(TOKEN);
                })
                .given(talkdeskId)
                .exchange(any(), any(), any());
        answers.add(ok(TestEvents.rotated("e3", NOON.plusSeconds(2))));
        assertThat(run("e3", null)).isZero();
        assertThat(clients).containsExactly(CLIENT, "client-e2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_root", "token_url"})
    void runWhenARowLeadsElsewhereThenNobodyIsAsked(String column) {
        install("e1", TestEvents.INSTALLATION);
        door.store()
                .inTransaction(jdbc -> jdbc.sql("update installation set " + column + " = 'https://example.com/x'")
                        .update());
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "link_not_allowed"));
        assertThat(clients).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void runWhenCredentialsAreGoneThenTold() {
        install("e1", TestEvents.INSTALLATION);
        door.take(TestEvents.uninstalled("gone", NOON.plusSeconds(1)));
        assertThat(run("e2", TestEvents.INSTALLATION)).isEqualTo(1);
        assertThat(told(err)).first().isEqualTo(asked(TestEvents.INSTALLATION, "no_credentials"));
    }

    @Test
    void runWhenDatabaseIsDownThenTold() {
        door.close();
        assertThat(run("e2", null)).isEqualTo(1);
        assertThat(told(err)).singleElement().asString().startsWith("The database is unavailable.");
    }

    private static UpstreamFailure rejected(String error) {
        return new UpstreamFailure.Rejected(new Upstream("refused", 401, error, null, null));
    }

    private int run(String eventId, @Nullable String installation, InstallationPolicy... policies) {
        EventIntake intake =
                policies.length == 0 ? door.intake : new TestIntake(door.installed, clock, policies).intake;
        return command(intake, PATIENCE).run(TestEvents.APP, eventId, installation, print(out), print(err));
    }

    private EventRefetch command() {
        return command(door.intake, PATIENCE);
    }

    private EventRefetch command(EventIntake intake, Duration timeout) {
        return new EventRefetch(
                TestEvents.apps(),
                new EventSource(
                        door.store(),
                        door.installed.lookup,
                        talkdeskId,
                        new EventCall(http, timeout),
                        SCOPE,
                        new TestTicker()),
                intake,
                published::add);
    }

    private void install(String event, String installation) {
        install(event, installation, NOON);
    }

    private void install(String event, String installation, Instant at) {
        Map<String, Object> made = withInstallation(event, installation);
        made.put("created_at", at.toString());
        door.take(made);
        leadHere();
    }

    private static Map<String, Object> withInstallation(String event, String installation) {
        Map<String, Object> made = TestEvents.installed(event, NOON);
        Map<String, Object> data = TestEvents.credentials("client-" + event);
        data.put("installation_id", installation);
        made.put("data", data);
        return made;
    }

    private void leadHere() {
        leadTo(server.tokenUrl().resolve("/").toString());
    }

    private void leadTo(String root) {
        door.store()
                .inTransaction(jdbc -> jdbc.sql("update installation set api_root = ?")
                        .param(root)
                        .update());
    }

    private void prove(String client) {
        door.store().inTransaction(jdbc -> {
            door.installed.credentials.prove(jdbc, id(TestEvents.INSTALLATION), client, clock.instant());
            return true;
        });
    }

    private List<String> waiting() {
        return door.store().inTransaction(jdbc -> door.outbox.waitingFor(jdbc, id(TestEvents.INSTALLATION)));
    }

    private static String ok(Map<String, Object> event) {
        return RawServer.http(200, new String(TestEvents.json(event), StandardCharsets.UTF_8));
    }

    private static String asked(String installation, String answer) {
        return "Asked by the credentials of installation " + installation + ": " + answer;
    }

    private static List<String> told(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static InstallationId id(String installation) {
        return new InstallationId(TestEvents.APP, installation);
    }
}
