package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Incident: stampede, with calls so many that all time out. */
@Timeout(60)
class TalkdeskIdOverloadTests {

    private static final int CALLERS = 1_000;
    private static final Unavailable TURNED_AWAY =
            new Unavailable(Upstream.silent("too_many_waiting"), Duration.ofSeconds(5));

    private final CountDownLatch released = new CountDownLatch(1);
    private final RawServer server = new RawServer((_, _, wire) -> {
        released.await();
        wire.say(RawServer.http(200, TestAnswer.good().json()));
    });
    private final FakeTicker ticker = new FakeTicker();
    private final TestDoor door = new TestDoor(ticker);
    private final Account account = TestAccounts.account(server.tokenUrl());
    private final Guard guard = door.guards.of(account).guard();

    TalkdeskIdOverloadTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        released.countDown();
        door.close();
        server.close();
    }

    static Stream<Arguments> threads() {
        return Stream.of(
                Arguments.of("virtual", Thread.ofVirtual()),
                Arguments.of("platform", Thread.ofPlatform().daemon()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("threads")
    void exchangeWhenAThousandCallAtOnceThenAFewGoSomeWaitAndTheRestIsTurnedAwayAtOnce(
            String kind, Thread.Builder threads) throws Exception {
        List<FutureTask<Exchange>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new FutureTask<>(() -> door.exchange(account)));
        }
        callers.forEach(threads::start);
        // While Talkdesk has answered nobody.
        await().until(() -> callers.stream().filter(FutureTask::isDone).count() == CALLERS - 64 - 256);
        await().untilAsserted(() -> assertThat(server.requests).hasSize(64));
        assertThat(guard.places().taken()).isEqualTo(64);
        assertThat(guard.places().waiting()).isEqualTo(256);

        released.countDown();
        List<Exchange> results = new ArrayList<>();
        for (FutureTask<Exchange> caller : callers) {
            results.add(caller.get());
        }
        assertThat(results).filteredOn(TURNED_AWAY::equals).hasSize(CALLERS - 64 - 256);
        assertThat(results).filteredOn(Exchange.Issued.class::isInstance).hasSize(64 + 256);
        assertThat(server.requests).hasSize(64 + 256);
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
        await().until(() -> guard.places().taken() == 0);
        assertThat(door.meters
                        .get("talkdesk.exchange.refused")
                        .tag("reason", "too_many_waiting")
                        .counter()
                        .count())
                .isEqualTo(CALLERS - 64 - 256);
    }

    /** In an outage the first ones burn their time, and nobody else. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("threads")
    void exchangeWhenTheGuardIsOpenThenAThousandAreTurnedAwayAtOnceAndOneProbeGoes(String kind, Thread.Builder threads)
            throws Exception {
        guard.settle(guard.state().era(), new Sign.AskedToWait("http_429", Duration.ofSeconds(1)));
        ticker.advance(Duration.ofSeconds(1));
        List<FutureTask<Exchange>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new FutureTask<>(() -> door.exchange(account)));
        }
        callers.forEach(threads::start);
        await().until(() -> callers.stream().filter(FutureTask::isDone).count() == CALLERS - 1);
        await().untilAsserted(() -> assertThat(server.requests).hasSize(1));
        released.countDown();
        int issued = 0;
        for (FutureTask<Exchange> caller : callers) {
            issued += caller.get() instanceof Exchange.Issued ? 1 : 0;
        }
        assertThat(issued).isEqualTo(1);
        assertThat(server.requests).hasSize(1);
    }
}
