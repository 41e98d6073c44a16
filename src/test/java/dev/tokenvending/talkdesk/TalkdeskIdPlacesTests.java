package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many calls {@link TalkdeskId} makes at once, and that none is forgotten. */
@Timeout(60)
class TalkdeskIdPlacesTests {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final int ALL = 64;

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<String> answer =
            new AtomicReference<>(RawServer.http(200, TestAnswer.good().json()));
    private final RawServer server = new RawServer((_, request, wire) -> {
        if (request.startsWith("POST /held")) {
            released.await();
        }
        wire.say(answer.get());
    });
    private final TestDoor door = new TestDoor();
    private final Account account = TestAccounts.account(server.tokenUrl());
    private final Account held = TestAccounts.account(server.tokenUrl().resolve("/held"));

    TalkdeskIdPlacesTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        released.countDown();
        door.close();
        server.close();
    }

    @Test
    void exchangeWhenAllPlacesAreTakenThenOneMoreIsTurnedAwayAndOtherAccountsAreNot() throws Exception {
        List<FutureTask<Exchange>> calls = Stream.generate(() -> new FutureTask<>(() -> door.exchange(held)))
                .limit(ALL)
                .toList();
        calls.forEach(Thread.ofVirtual()::start);
        await().untilAsserted(() -> assertThat(server.requests).hasSize(ALL));

        assertThat(door.exchange(held, SHORT))
                .isEqualTo(new Unavailable(Upstream.silent("too_many_waiting"), Verdict.RETRY_AFTER));
        assertThat(server.requests).hasSize(ALL);
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);

        released.countDown();
        for (FutureTask<Exchange> call : calls) {
            assertThat(call.get()).isInstanceOf(Exchange.Issued.class);
        }
        assertThat(door.exchange(held)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenManySucceededThenPlacesAreFree() {
        repeat(() -> assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class));
    }

    @Test
    void exchangeWhenManyWereRefusedThenPlacesAreFree() {
        answer.set(RawServer.http(400, TestAnswer.error("invalid_scope").json()));
        repeat(() -> assertThat(door.exchange(account)).isInstanceOf(Rejected.class));
        assertPlacesAreFree();
    }

    @Test
    void exchangeWhenManyTimedOutThenPlacesAreFreeAndNoWorkerIsLeft() {
        repeat(() -> assertThat(exchangeLate(held)).isInstanceOf(TimedOut.class));
        await().untilAsserted(() -> assertThat(door.workers).hasValue(0));
        released.countDown();
        assertThat(door.exchange(held)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenManyFailedUnexpectedlyThenPlacesAreFree() {
        Account broken = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .privateKey(TestAccounts.keyPair(KeyAlgorithm.PS256).getPrivate())
                .build();
        assertThat(broken.version()).isEqualTo(account.version());
        repeat(() -> assertThatIllegalStateException().isThrownBy(() -> door.exchange(broken)));
        assertPlacesAreFree();
    }

    @Test
    void exchangeWhenNoWorkerIsToBeHadThenUnavailableAndPlacesAreFree() {
        AtomicReference<Boolean> down = new AtomicReference<>(true);
        TalkdeskId talkdeskId = door.talkdeskId(task -> {
            if (down.get()) {
                throw new RejectedExecutionException("shut down");
            }
            task.run();
        });
        repeat(() -> assertThat(exchange(talkdeskId))
                .isEqualTo(new Unavailable(Upstream.silent("shutting_down"), Verdict.RETRY_AFTER)));
        down.set(false);
        assertThat(exchange(talkdeskId)).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void exchangeWhenInterruptedThenUnavailableAndStillInterrupted() throws Exception {
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            Exchange result = door.exchange(held);
            assertThat(result).isEqualTo(new Unavailable(Upstream.silent("shutting_down"), Verdict.RETRY_AFTER));
            return Thread.currentThread().isInterrupted();
        });
        Thread caller = Thread.ofVirtual().start(interrupted);
        await().untilAsserted(() -> assertThat(server.requests).hasSize(1));
        caller.interrupt();
        assertThat(interrupted.get()).isTrue();
        await().untilAsserted(() -> assertThat(door.workers).hasValue(0));
        assertThat(server.requests).hasSize(1);
    }

    private void assertPlacesAreFree() {
        answer.set(RawServer.http(200, TestAnswer.good().json()));
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
    }

    /** With so little left of its time that a timeout says nothing about Talkdesk. */
    private Exchange exchangeLate(Account account) {
        Deadline late = new Deadline(System::nanoTime, System.nanoTime() + SHORT.toNanos(), SHORT.multipliedBy(3));
        return door.talkdeskId.exchange(account, TestAccounts.scope(TestAccounts.SCOPE), late);
    }

    private Exchange exchange(TalkdeskId talkdeskId) {
        Deadline deadline = Deadline.in(TestDoor.PLENTY, System::nanoTime);
        return talkdeskId.exchange(account, TestAccounts.scope(TestAccounts.SCOPE), deadline);
    }

    private static void repeat(Runnable exchange) {
        for (int i = 0; i < ALL + 1; i++) {
            exchange.run();
        }
    }
}
