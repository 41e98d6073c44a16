package dev.tokenvending.reuse;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands for Talkdesk ID: issues {@code token-1}, {@code token-2} and so on, counts, hangs and fails as it is told. */
final class TestUpstream implements Wish.Source {

    static final Duration LIFE = Duration.ofMinutes(10);

    static final Spent SPENT = new Spent(0, 1, 2, 3);

    private static final Scope SCOPE = Scope.parse("a").orElseThrow();

    private final Ticker ticker;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Duration life = LIFE;
    private volatile @Nullable UpstreamFailure failure;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    TestUpstream(Ticker ticker) {
        this.ticker = ticker;
    }

    void grants(Duration time) {
        life = time;
    }

    void isDown() {
        fails(new UpstreamFailure.Unavailable(Upstream.silent("connect_refused"), Duration.ofSeconds(7)));
    }

    void fails(UpstreamFailure with) {
        failure = with;
    }

    void isWell() {
        failure = null;
    }

    /** From now on nobody gets an answer until the latch is open. */
    CountDownLatch hangs() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** Whoever waits gets an answer. */
    void letGo() {
        gate.countDown();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public TimedExchange exchange(Deadline deadline) {
        int number = calls.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        UpstreamFailure with = failure;
        Exchange answer = with == null
                ? new Exchange.Issued(new AccessToken("token-" + number, SCOPE, Deadline.in(life, ticker)))
                : with;
        return new TimedExchange(answer, SPENT);
    }
}
