package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.appconnect.Acknowledgements.Depth;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.talkdesk.RawServer;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mock stands for Talkdesk ID, because that room lets nobody else make one; who is told is a server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class AcknowledgerTests {

    private static final Scope SCOPE = Scope.parse("apps:write").orElseThrow();
    private static final String APPROVE =
            "POST /apps/" + TestEvents.APP + "/installations/" + TestEvents.INSTALLATION + "/state";

    /** What is done, and said, when something is told. */
    private interface Answer {
        int status(String request) throws InterruptedException;
    }

    private final TestDatabase database;
    private final TestClock clock = new TestClock(TestEvents.NOON.plusSeconds(3600));
    private final TestIntake door;
    private final TalkdeskId talkdeskId = mock();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(2));
    private volatile Answer answer = _ -> 200;
    private final RawServer server = new RawServer(
            (_, request, wire) -> wire.say(RawServer.http(answer.status(request), "{}", "Connection: keep-alive")));
    private final Acknowledger acknowledger;

    AcknowledgerTests(TestDatabase database) throws IOException {
        this.database = database;
        this.door = new TestIntake(database, clock);
        this.acknowledger = acknowledger(door, clock);
        AccessToken token = new AccessToken("t0ken", SCOPE, Deadline.in(Duration.ofMinutes(10), new TestTicker()));
        given(talkdeskId.exchange(any(), any(), any())).willAnswer(call -> {
            clients.add(call.<Account>getArgument(0).clientId() + " " + call.getArgument(1));
            return new Exchange.Issued(token);
        });
    }

    private Acknowledger acknowledger(TestIntake intake, Clock its) {
        return new Acknowledger(
                intake.store(),
                intake.outbox,
                intake.installed.lookup,
                intake.installed.accounts,
                talkdeskId,
                new StateCall(http),
                AppConnectSettings.read(TestSettings.of()),
                its,
                System::nanoTime);
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
        door.close();
    }

    @Test
    void acknowledgeOneWhenInstalledThenApprovedOnceByABearerToken() {
        install("e1");
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        assertThat(clients).containsExactly("client-e1 apps:write");
        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request).startsWith(APPROVE + " HTTP/1.1\r\n").endsWith("\r\n\r\n{\"state\":\"approve\"}");
            assertThat(request)
                    .containsIgnoringCase("\r\nAuthorization: Bearer t0ken\r\n")
                    .containsIgnoringCase("\r\nContent-Type: application/json\r\n");
        });
        assertThat(outcomes()).containsExactly("done after 1");
        assertThat(door.installed.credentials(id(TestEvents.INSTALLATION)))
                .singleElement()
                .satisfies(it -> assertThat(it.provenAt()).isEqualTo(clock.instant()));
    }

    @Test
    void acknowledgeOneWhenNothingWaitsThenNobodyIsTold() {
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        assertThat(clients).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void acknowledgeOneWhenRejectedThenToldWhy() {
        try (TestIntake strict = new TestIntake(database, clock, _ -> new Verdict.Rejected("no \"contract\""))) {
            strict.take(TestEvents.installed("e1", TestEvents.NOON));
            leadHere(strict);
            assertThat(acknowledger(strict, clock).acknowledgeOne()).isTrue();
        }
        assertThat(server.requests)
                .singleElement()
                .asString()
                .startsWith(APPROVE)
                .endsWith("{\"state\":\"reject\",\"reason\":\"no \\\"contract\\\"\"}");
    }

    @Test
    void acknowledgeOneWhenRotatedThenToldByTheNewCredentials() {
        install("e1");
        acknowledger.acknowledgeOne();
        rotate("e2");
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(clients).containsExactly("client-e1 apps:write", "client-e2 apps:write");
        assertThat(server.requests.getLast())
                .startsWith("POST /apps/" + TestEvents.APP + "/installations/" + TestEvents.INSTALLATION
                        + "/credentials/client-e2/state ")
                .endsWith("{\"state\":\"acknowledged\"}");
    }

    @Test
    void acknowledgeOneWhenCredentialsAreInConflictThenTheyWereKnown() {
        install("e1");
        acknowledger.acknowledgeOne();
        rotate("e2");
        answer = _ -> 409;
        acknowledger.acknowledgeOne();
        assertThat(outcomes()).containsExactly("done after 1", "done after 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 409, 429, 500, 503})
    void acknowledgeOneWhenRefusedThenAgainAfterLongerAndLongerPauses(int status) {
        install("e1");
        answer = _ -> status;
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        for (int pause : List.of(5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600)) {
            clock.advance(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(acknowledger.acknowledgeOne()).as("before %s s", pause).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(acknowledger.acknowledgeOne()).as("after %s s", pause).isTrue();
        }
        assertThat(outcomes()).containsExactly("http_" + status + " after 13");
        answer = _ -> 202;
        clock.advance(Duration.ofHours(1));
        acknowledger.acknowledgeOne();
        assertThat(outcomes()).containsExactly("done after 14");
    }

    @Test
    void acknowledgeOneWhenThereIsNoAnswerThenAgain() throws IOException {
        install("e1");
        server.close();
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("no_answer after 1");
    }

    @Test
    void acknowledgeOneWhenThereIsNoTokenThenNotToldAndAgain() {
        install("e1");
        UpstreamFailure failure = new UpstreamFailure.TimedOut(Upstream.silent("timeout"));
        willReturn(failure).given(talkdeskId).exchange(any(), any(), any());
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(server.requests).isEmpty();
        assertThat(outcomes()).containsExactly("no_token_timeout after 1");
        assertThat(door.installed.credentials(id(TestEvents.INSTALLATION)))
                .singleElement()
                .satisfies(it -> assertThat(it.provenAt()).isNull());
    }

    /** One that cannot be seen to at all pauses like any other, and ends like any other. */
    @Test
    void acknowledgeOneWhenTheAttemptBreaksThenAgainAfterAPause() {
        install("e1");
        willThrow(new IllegalStateException("c4nary")).given(talkdeskId).exchange(any(), any(), any());
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("failed after 1");
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("failed after 2");
        door.store()
                .inTransaction(jdbc ->
                        jdbc.sql("update acknowledgement set attempts = 19").update());
        clock.advance(Duration.ofDays(7));
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("expired after 20");
    }

    @Test
    void acknowledgeOneWhenRefusedForSevenDaysThenGivenUp() {
        install("e1");
        answer = _ -> 500;
        Instant end = clock.instant().plus(Acknowledgements.WAITED_FOR);
        for (int attempt = 1; clock.instant().isBefore(end); attempt++) {
            assertThat(acknowledger.acknowledgeOne()).isTrue();
            assertThat(outcomes()).containsExactly("http_500 after " + attempt);
            clock.advance(Acknowledger.pause(attempt));
        }
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).singleElement().asString().startsWith("expired after ");
        clock.advance(Duration.ofDays(30));
        assertThat(acknowledger.acknowledgeOne()).isFalse();
    }

    /** Be it that the clock was wrong, or that nothing ran for so long. */
    @Test
    void acknowledgeOneWhenTenDaysGoByInALeapThenNotGivenUpAtOnce() {
        install("e1");
        install("e2", "another");
        answer = _ -> 500;
        acknowledger.acknowledgeOne();
        acknowledger.acknowledgeOne();
        clock.advance(Duration.ofDays(10));
        for (int attempt = 2; attempt < Acknowledgements.FEWEST_ATTEMPTS; attempt++) {
            assertThat(acknowledger.acknowledgeOne()).isTrue();
            assertThat(acknowledger.acknowledgeOne()).isTrue();
            assertThat(outcomes()).containsExactly("http_500 after " + attempt, "http_500 after " + attempt);
            clock.advance(Acknowledger.pause(attempt));
        }
        answer = request -> request.startsWith(APPROVE) ? 500 : 200;
        acknowledger.acknowledgeOne();
        acknowledger.acknowledgeOne();
        assertThat(outcomes()).containsExactly("expired after 20", "done after 20");
    }

    /** Instances whose clocks differ would otherwise pay no heed to each other's pauses, and give up for each other. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "P1D", "P10D"})
    void acknowledgeOneWhenTheMachinesClockIsWrongThenTheStoresCounts(Duration error) {
        TestClock wrong = new TestClock(clock.instant().plus(error));
        TestIntake there = new TestIntake(door.installed, _ -> clock.instant(), wrong);
        Acknowledger itsOwn = acknowledger(there, wrong);
        install("e1", TestEvents.INSTALLATION, there);
        answer = _ -> 500;
        assertThat(itsOwn.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("http_500 after 1");
        clock.advance(Duration.ofSeconds(5).minusMillis(1));
        assertThat(itsOwn.acknowledgeOne()).isFalse();
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(itsOwn.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("http_500 after 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT2H", "-P1D", "-P10D", "-P3650D"})
    void acknowledgeOneWhenTheStoresClockGoesBackByMoreThanAnyPauseThenAgainAtOnce(Duration jump) {
        install("e1");
        answer = _ -> 500;
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        install("e2", "another");
        clock.advance(jump);
        answer = _ -> 200;
        empty(acknowledger);
        assertThat(outcomes()).containsExactly("done after 2", "done after 1");
    }

    @Test
    void depthWhenSomeWaitThenTheirNumberAndTheAgeOfTheOldest() {
        assertThat(acknowledger.depth()).isEqualTo(new Depth(0, Duration.ZERO));
        install("e1");
        clock.advance(Duration.ofSeconds(60));
        install("e2", "another");
        clock.advance(Duration.ofSeconds(30));
        assertThat(acknowledger.depth()).isEqualTo(new Depth(2, Duration.ofSeconds(90)));
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(acknowledger.depth()).isEqualTo(new Depth(1, Duration.ofSeconds(30)));
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(acknowledger.depth()).isEqualTo(new Depth(0, Duration.ZERO));
    }

    @Test
    void acknowledgeOneWhenOneHangsThenAnotherGoes() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        install("e1");
        answer = request -> {
            if (request.startsWith(APPROVE)) {
                hangs.countDown();
                goesOn.await();
            }
            return 200;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(acknowledger::acknowledgeOne);
            hangs.await();
            install("e2", "another");
            assertThat(acknowledger.acknowledgeOne()).isTrue();
            assertThat(outcomes()).containsExactly("waits after 1", "done after 1");
            assertThat(acknowledger.acknowledgeOne()).isFalse();
            goesOn.countDown();
            assertThat(first.get()).isTrue();
        }
        assertThat(outcomes()).containsExactly("done after 1", "done after 1");
    }

    @Test
    void acknowledgeOneWhenOneFailsThenTheOthersGo() {
        install("e1");
        install("e2", "another");
        answer = request -> request.startsWith(APPROVE) ? 500 : 200;
        acknowledger.acknowledgeOne();
        acknowledger.acknowledgeOne();
        assertThat(outcomes()).containsExactly("http_500 after 1", "done after 1");
    }

    @Test
    void acknowledgeOneWhenManyInstancesDoThenEachIsToldOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            install("e" + i, "inst-" + i);
        }
        Acknowledger other = acknowledger(new TestIntake(door.installed, clock), clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Acknowledger one = i % 2 == 0 ? acknowledger : other;
                all.add(threads.submit(() -> empty(one)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        empty(acknowledger);
        assertThat(server.requests)
                .extracting(request -> request.substring(0, request.indexOf(" HTTP")))
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(outcomes()).hasSize(10).containsOnly("done after 1");
    }

    @Test
    void acknowledgeOneWhenOneDiesBeforeItsNoteThenAnotherTellsAgainAfterTheLease() {
        install("e1");
        StoreClock dying = _ -> {
            if (!server.requests.isEmpty()) {
                throw new IllegalStateException("dead");
            }
            return clock.instant();
        };
        TestIntake doomed = new TestIntake(door.installed, dying, clock);
        assertThatIllegalStateException().isThrownBy(acknowledger(doomed, clock)::acknowledgeOne);
        assertThat(server.requests).hasSize(1);
        clock.advance(Duration.ofMinutes(1).minusMillis(1));
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(server.requests).hasSize(2);
        assertThat(outcomes()).containsExactly("done after 2");
    }

    @Test
    void acknowledgeOneWhenUninstalledThenNobodyIsTold() {
        install("e1");
        uninstall();
        assertThat(acknowledger.acknowledgeOne()).isFalse();
        assertThat(clients).isEmpty();
        assertThat(outcomes()).containsExactly("obsolete after 0");
    }

    @Test
    void acknowledgeOneWhenUninstalledMeanwhileThenNothingComesBack() {
        install("e1");
        answer = _ -> {
            uninstall();
            return 500;
        };
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(outcomes()).containsExactly("obsolete after 1");
        assertThat(door.installed.credentials(id(TestEvents.INSTALLATION))).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(acknowledger.acknowledgeOne()).isFalse();
    }

    @Test
    void acknowledgeOneWhenCredentialsAreGoneThenNobodyIsAsked() {
        install("e1");
        door.store().inTransaction(jdbc -> jdbc.sql("delete from credential").update());
        assertThat(acknowledger.acknowledgeOne()).isTrue();
        assertThat(clients).isEmpty();
        assertThat(server.requests).isEmpty();
        assertThat(outcomes()).containsExactly("no_credentials after 1");
    }

    private static void empty(Acknowledger one) {
        boolean more = true;
        while (more) {
            more = one.acknowledgeOne();
        }
    }

    private void install(String event) {
        install(event, TestEvents.INSTALLATION);
    }

    private void install(String event, String installation) {
        install(event, installation, door);
    }

    private void install(String event, String installation, TestIntake intake) {
        Map<String, Object> made = TestEvents.installed(event, TestEvents.NOON);
        Map<String, Object> data = TestEvents.credentials("client-" + event);
        data.put("installation_id", installation);
        made.put("data", data);
        intake.take(made);
        leadHere(intake);
    }

    private void rotate(String event) {
        Map<String, Object> made = TestEvents.rotated(event, TestEvents.NOON.plusSeconds(1));
        made.remove("_links");
        door.take(made);
    }

    private void uninstall() {
        door.take(TestEvents.uninstalled("gone", TestEvents.NOON.plusSeconds(2)));
    }

    private void leadHere(TestIntake intake) {
        String root = server.tokenUrl().resolve("/").toString();
        intake.store()
                .inTransaction(jdbc -> jdbc.sql("update installation set api_root = ?")
                        .param(root)
                        .update());
    }

    /** Of each, in order: how it ended, or what is in the way, and after how many attempts. */
    private List<String> outcomes() {
        return door.store()
                .inTransaction(jdbc -> jdbc.sql(
                                "select coalesce(outcome, last_problem, 'waits'), attempts from acknowledgement order"
                                        + " by id")
                        .query((row, _) -> row.getString(1) + " after " + row.getInt(2))
                        .list());
    }

    private static InstallationId id(String installation) {
        return new InstallationId(TestEvents.APP, installation);
    }
}
