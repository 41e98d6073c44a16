package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guard before a failing Talkdesk ID does, over real sockets. Only the ticker stands still. */
@Timeout(60)
class TalkdeskIdGuardTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String GOOD = RawServer.http(200, TestAnswer.good().json());
    private static final String REFUSED =
            RawServer.http(401, TestAnswer.error("invalid_client").json());

    private final FakeTicker ticker = new FakeTicker();
    private final TestDoor door = new TestDoor(ticker);
    private volatile RawServer.Script script = (_, _, wire) -> wire.say(GOOD);
    private final RawServer server = new RawServer((number, request, wire) -> script.answer(number, request, wire));
    private final Account account = TestAccounts.account(server.tokenUrl());

    TalkdeskIdGuardTests() throws IOException {}

    @BeforeAll
    static void warmUp() throws IOException {
        TestDoor.warmUp();
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        server.close();
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                outage("cut off", 10, (_, _, wire) -> wire.cut()),
                outage("silence", 5, (_, _, wire) -> wire.hold()),
                outage("slow body", 5, (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{\"access_token\":\"");
                    wire.drip("a");
                }),
                outage("500", 5, (_, _, wire) -> wire.say(RawServer.http(500, ""))),
                outage("503", 10, (_, _, wire) -> wire.say(RawServer.http(503, ""))),
                outage("408", 5, (_, _, wire) -> wire.say(RawServer.http(408, ""))),
                outage("login page", 5, (_, _, wire) -> wire.say(RawServer.http(200, "<html>"))),
                outage("refused credentials", 5, (_, _, wire) -> wire.say(REFUSED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void exchangeWhenFiveCallsFailThenNoneGoesUntilOneProbeSucceeds(String name, int requests, RawServer.Script fault) {
        script = fault;
        for (int i = 0; i < 5; i++) {
            assertThat(door.exchange(account, SHORT)).isNotEqualTo(guardOpen(SECOND));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
        }
        assertThat(server.requests).hasSize(requests);

        ticker.advance(SECOND);
        assertThat(door.exchange(account, SHORT)).isNotEqualTo(guardOpen(SECOND));
        assertThat(door.exchange(account)).isEqualTo(guardOpen(Duration.ofSeconds(2)));

        script = (_, _, wire) -> wire.say(GOOD);
        assertThat(door.exchange(account)).isEqualTo(guardOpen(Duration.ofSeconds(2)));
        ticker.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
        }
    }

    @Test
    void exchangeWhenNobodyListensThenNobodyIsCalled() throws IOException {
        server.close();
        for (int i = 0; i < 5; i++) {
            assertThat(reason(door.exchange(account))).isEqualTo("connect_refused");
        }
        assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
    }

    @Test
    void exchangeWhenOneFailsAmongManyThenNobodyElseNotices() {
        script = (number, _, wire) -> wire.say(number % 2 == 0 ? RawServer.http(500, "") : GOOD);
        for (int i = 1; i <= 50; i++) {
            Exchange result = door.exchange(account);
            assertThat(result instanceof Exchange.Issued).isEqualTo(i % 2 == 1);
        }
        assertThat(server.requests).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 42, 42",
        "429, 0120, 120",
        "429, , 5",
        "429, 0, 5",
        "429, soon, 5",
        "429, -1, 5",
        "429, 999999999, 5",
        "429, 99999999999999999999, 5",
        "500, 300, 300"
    })
    void exchangeWhenAskedToWaitThenNoneGoesForThatLong(int status, @Nullable String retryAfter, long seconds) {
        String header = "Retry-After: " + (retryAfter == null ? "" : retryAfter);
        script = (_, _, wire) -> wire.say(RawServer.http(status, "", header));
        assertThat(reason(door.exchange(account))).isEqualTo("http_" + status);
        assertThat(door.exchange(account)).isEqualTo(guardOpen(Duration.ofSeconds(seconds)));
        assertThat(server.requests).hasSize(1);
        script = (_, _, wire) -> wire.say(GOOD);
        ticker.advance(Duration.ofSeconds(seconds));
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenOneAccountIsDownThenOthersAreServed() {
        Account other = TestAccounts.builder()
                .id("other")
                .tokenUrl(server.tokenUrl())
                .clientId("client-2")
                .build();
        script = (_, request, wire) -> wire.say(request.contains("client-2") ? GOOD : REFUSED);
        for (int i = 0; i < 10; i++) {
            door.exchange(account);
            assertThat(door.exchange(other)).isInstanceOf(Exchange.Issued.class);
        }
        assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
    }

    /** A scope that one app may not have yet is no reason to keep the others from their tokens. */
    @Test
    void exchangeWhenOneScopeIsRefusedThenOthersAreServed() {
        String refused = RawServer.http(400, TestAnswer.error("invalid_scope").json());
        script = (_, _, wire) -> wire.say(refused);
        for (int i = 0; i < 20; i++) {
            assertThat(door.exchange(account)).isInstanceOf(UpstreamFailure.Rejected.class);
        }
        assertThat(server.requests).hasSize(20);
    }

    @Test
    void exchangeWhenTheAccountWasReplacedThenItGoesAtOnce() {
        script = (_, request, wire) -> wire.say(request.contains("client-2") ? GOOD : REFUSED);
        fail(5);
        assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
        Account replaced = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .clientId("client-2")
                .build();
        assertThat(door.exchange(replaced)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenTheKeyWasReplacedUnderItsIdThenItGoesAtOnce() {
        script = (_, _, wire) -> wire.say(REFUSED);
        fail(5);
        script = (_, _, wire) -> wire.say(GOOD);
        assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
        Account replaced = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .privateKey(TestAccounts.newKeyPair(KeyAlgorithm.ES256).getPrivate())
                .build();
        assertThat(door.exchange(replaced)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenTheProbeIsInterruptedThenTheNextIsTheProbe() throws Exception {
        openThenWait();
        script = (_, _, wire) -> wire.hold();
        FutureTask<Exchange> probe = new FutureTask<>(() -> door.exchange(account));
        Thread caller = Thread.ofVirtual().start(probe);
        await().untilAsserted(() -> assertThat(server.requests).hasSize(2));
        assertThat(door.exchange(account)).isEqualTo(guardOpen(SECOND));
        caller.interrupt();
        assertThat(reason(probe.get())).isEqualTo("shutting_down");
        script = (_, _, wire) -> wire.say(GOOD);
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenTheProbeDiesThenTheNextIsTheProbe() {
        openThenWait();
        TalkdeskId dying = door.talkdeskId(_ -> {
            throw new OutOfMemoryError("pretended");
        });
        assertThat(catchThrowable(() -> exchange(dying, account))).isInstanceOf(OutOfMemoryError.class);
        TalkdeskId stopped = door.talkdeskId(_ -> {
            throw new RejectedExecutionException("stopped");
        });
        assertThat(reason(exchange(stopped, account))).isEqualTo("shutting_down");
        script = (_, _, wire) -> wire.say(GOOD);
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
        await().untilAsserted(() ->
                assertThat(door.guards.of(account).guard().places().taken()).isZero());
    }

    @Test
    void exchangeWhenTheProbeCannotBeSignedThenTheNextIsTheProbe() {
        Account unsigned = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .privateKey(TestAccounts.keyPair(KeyAlgorithm.PS256).getPrivate())
                .build();
        door.guards.of(unsigned);
        openThenWait(unsigned);
        for (int i = 0; i < 5; i++) {
            assertThatIllegalStateException().isThrownBy(() -> door.exchange(unsigned));
        }
        assertThat(server.requests).isEmpty();
    }

    @Test
    void exchangeWhenTheProbeTimesOutThenNoneGoesForLonger() {
        openThenWait();
        script = (_, _, wire) -> wire.hold();
        assertThat(reason(door.exchange(account, SHORT))).isEqualTo("timeout");
        assertThat(door.exchange(account)).isEqualTo(guardOpen(Duration.ofSeconds(2)));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(door.exchange(account)).isInstanceOf(UpstreamFailure.class);
        }
    }

    private void openThenWait() {
        script = (_, _, wire) -> wire.say(RawServer.http(429, "", "Retry-After: 1"));
        assertThat(reason(door.exchange(account))).isEqualTo("http_429");
        ticker.advance(SECOND);
    }

    private void openThenWait(Account account) {
        Guard guard = door.guards.of(account).guard();
        guard.settle(guard.state().era(), new Sign.AskedToWait("http_429", SECOND));
        ticker.advance(SECOND);
    }

    private Exchange exchange(TalkdeskId talkdeskId, Account account) {
        Deadline deadline = Deadline.in(TestDoor.PLENTY, ticker);
        return talkdeskId.exchange(account, TestAccounts.scope(TestAccounts.SCOPE), deadline);
    }

    private String reason(Exchange result) {
        assertThat(result).isInstanceOf(UpstreamFailure.class);
        return ((UpstreamFailure) result).upstream().reason();
    }

    private static Unavailable guardOpen(Duration left) {
        return new Unavailable(Upstream.silent("guard_open"), left);
    }

    private static Arguments outage(String name, int requests, RawServer.Script script) {
        return Arguments.of(name, requests, script);
    }
}
