package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Deadline;
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
    private final Places places = new Places(ticker);

    @BeforeEach
    void takeAll() throws InterruptedException {
        for (int i = 0; i < 64; i++) {
            assertThat(places.take(soon())).isTrue();
        }
        assertThat(places.taken()).isEqualTo(64);
    }

    @Test
    void takeWhenAllAreTakenThenFalseAfterHalfTheBudgetHoweverMuchTimeIsLeft() throws InterruptedException {
        Deadline anHourLeft = new Deadline(ticker, ticker.nanos() + HOUR.toNanos(), Duration.ofMillis(20));
        assertThat(places.take(anHourLeft)).isFalse();
    }

    @Test
    void takeWhenAllAreTakenThenFalseWhenTimeIsUpHoweverLargeTheBudget() throws InterruptedException {
        Deadline over = Deadline.in(HOUR, ticker);
        ticker.advance(HOUR);
        assertThat(places.take(over)).isFalse();
    }

    @Test
    void takeWhenTooManyWaitThenFalseAtOnce() throws InterruptedException {
        List<Thread> waiting = crowd(Places.MOST_WAITING);
        // Half an hour is what it would wait otherwise, and this test has half a minute.
        assertThat(places.take(hour())).isFalse();
        waiting.forEach(Thread::interrupt);
        await().until(() -> places.waiting() == 0);
    }

    @Test
    void takeWhenCallsAreTooLongForThoseInLineThenFalseAtOnce() throws InterruptedException {
        callsOf(Duration.ofMinutes(10));
        // Each place in line is worth 600 s / 64; with 192 before it, half an hour is over.
        List<Thread> waiting = crowd(192);
        assertThat(places.take(hour())).isFalse();
        waiting.forEach(Thread::interrupt);
    }

    @Test
    void takeWhenCallsAreShortThenABurstWaitsAndIsServed() throws Exception {
        callsOf(Duration.ofMillis(20));
        List<FutureTask<Boolean>> burst = Stream.generate(() -> inBackground(() -> places.take(hour())))
                .limit(Places.MOST_WAITING)
                .toList();
        await().until(() -> places.waiting() == Places.MOST_WAITING);
        for (int i = 0; i < Places.MOST_WAITING; i++) {
            places.giveBack(ticker.nanos());
        }
        for (FutureTask<Boolean> one : burst) {
            assertThat(one.get()).isTrue();
        }
        assertThat(places.waiting()).isZero();
    }

    @Test
    void takeWhenNoCallCameBackForLongThenFalseAtOnceThoughFormerOnesWereShort() throws InterruptedException {
        callsOf(Duration.ofMillis(20));
        ticker.advance(Duration.ofHours(100));
        assertThat(places.take(hour())).isFalse();
    }

    @Test
    void takeWhenOneIsGivenBackThenOneIsFree() throws InterruptedException {
        places.giveBack(ticker.nanos());
        assertThat(places.take(soon())).isTrue();
        assertThat(places.take(soon())).isFalse();
    }

    @Test
    void takeWhenOneIsGivenBackUnusedThenOneIsFreeAndCallsCountAsLongAsBefore() throws InterruptedException {
        callsOf(Duration.ofHours(100));
        places.giveBackUnused();
        assertThat(places.take(soon())).isTrue();
        assertThat(places.take(hour())).isFalse();
    }

    @Test
    void takeWhenOneIsGivenBackMeanwhileThenTaken() throws Exception {
        FutureTask<Boolean> waiting = inBackground(() -> places.take(hour()));
        places.giveBack(ticker.nanos());
        assertThat(waiting.get()).isTrue();
    }

    /** As many as there are places end, and others begin, each of which has taken that long. */
    private void callsOf(Duration length) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            places.giveBack(ticker.nanos() - length.toNanos());
            assertThat(places.take(soon())).isTrue();
        }
    }

    private List<Thread> crowd(int size) {
        int before = places.waiting();
        List<Thread> threads = Stream.generate(() -> Thread.ofVirtual().start(this::take))
                .limit(size)
                .toList();
        await().until(() -> places.waiting() == before + size);
        return threads;
    }

    private void take() {
        try {
            places.take(hour());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Deadline hour() {
        return new Deadline(ticker, ticker.nanos() + HOUR.toNanos(), HOUR);
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
