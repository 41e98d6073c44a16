package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlacesTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeTicker ticker = new FakeTicker();
    private final Places places = new Places();
    private final Account account = TestAccounts.account();

    @BeforeEach
    void takeAll() throws InterruptedException {
        for (int i = 0; i < 64; i++) {
            assertThat(places.take(account, soon())).isTrue();
        }
    }

    @Test
    void takeWhenAllAreTakenThenFalseAfterHalfTheBudgetHoweverMuchTimeIsLeft() throws InterruptedException {
        Deadline anHourLeft = new Deadline(ticker, ticker.nanos() + HOUR.toNanos(), Duration.ofMillis(20));
        assertThat(places.take(account, anHourLeft)).isFalse();
    }

    @Test
    void takeWhenAllAreTakenThenFalseWhenTimeIsUpHoweverLargeTheBudget() throws InterruptedException {
        Deadline over = Deadline.in(HOUR, ticker);
        ticker.advance(HOUR);
        assertThat(places.take(account, over)).isFalse();
    }

    @Test
    void takeWhenTooManyWaitThenFalseAtOnce() throws InterruptedException {
        Deadline hours = new Deadline(ticker, ticker.nanos() + HOUR.toNanos(), HOUR);
        List<Thread> waiting = Stream.generate(() -> Thread.ofVirtual().start(() -> take(hours)))
                .limit(Places.MOST_WAITING)
                .toList();
        await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        // Half an hour is what it would wait otherwise, and this test has half a minute.
        assertThat(places.take(account, hours)).isFalse();
        waiting.forEach(Thread::interrupt);
    }

    private void take(Deadline deadline) {
        try {
            places.take(account, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takeWhenOneIsGivenBackThenOneIsFree() throws InterruptedException {
        places.giveBack(account);
        assertThat(places.take(account, soon())).isTrue();
        assertThat(places.take(account, soon())).isFalse();
    }

    @Test
    void takeWhenOneIsGivenBackMeanwhileThenTaken() throws Exception {
        FutureTask<Boolean> waiting = inBackground(() -> places.take(account, Deadline.in(HOUR, ticker)));
        places.giveBack(account);
        assertThat(waiting.get()).isTrue();
    }

    @Test
    void takeWhenAnotherAccountIsFullThenTaken() throws InterruptedException {
        assertThat(places.take(TestAccounts.builder().clientId("client-2").build(), soon()))
                .isTrue();
        assertThat(places.take(TestAccounts.builder().keyId("key-2").build(), soon()))
                .isTrue();
        assertThat(places.take(
                        TestAccounts.builder().algorithm(KeyAlgorithm.ES384).build(), soon()))
                .isTrue();
    }

    @Test
    void takeWhenTheSameVersionHasAnotherNameThenFalse() throws InterruptedException {
        Account renamed =
                TestAccounts.builder().id("renamed").scope("calls:read").build();
        assertThat(places.take(renamed, soon())).isFalse();
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofMillis(2), ticker);
    }

    private static <T> FutureTask<T> inBackground(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.ofVirtual().start(future);
        return future;
    }
}
