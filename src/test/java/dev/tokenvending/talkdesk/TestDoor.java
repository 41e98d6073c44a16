package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.crypto.Crypto;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** The door to Talkdesk ID, wired as in production, with the number of workers that are still at it. */
public final class TestDoor implements AutoCloseable {

    /** More than any answer on loopback takes: a test that needs it all is failing. */
    static final Duration PLENTY = Duration.ofSeconds(20);

    final AtomicInteger workers = new AtomicInteger();
    public final TalkdeskId talkdeskId;

    private final CloseableHttpClient http;
    private final ExecutorService threads;
    private final Ticker ticker;

    final MeterRegistry meters = new SimpleMeterRegistry();
    final Guards guards;

    public TestDoor() {
        this(System::nanoTime);
    }

    TestDoor(Ticker ticker) {
        this(ticker, new TalkdeskConfiguration().talkdeskHttpClient());
    }

    TestDoor(Ticker ticker, CloseableHttpClient http) {
        TalkdeskConfiguration configuration = new TalkdeskConfiguration();
        this.http = http;
        this.threads = configuration.talkdeskThreads();
        this.ticker = ticker;
        this.guards = new Guards(ticker, new Pauses(() -> 0), meters);
        this.talkdeskId = talkdeskId(this::onWorker);
    }

    /** Another {@link TalkdeskId} behind the same HTTP client. */
    TalkdeskId talkdeskId(Executor executor) {
        Clock clock = Clock.systemUTC();
        ClientAssertion assertions = new ClientAssertion(clock, Crypto.jdk());
        return new TalkdeskId(assertions, new TokenEndpoint(http, clock), guards, ticker, executor);
    }

    /** Loads what the first exchange of a JVM has to load, so that a short budget is spent on the wire alone. */
    static void warmUp() throws IOException {
        String answer = RawServer.http(200, TestAnswer.good().json());
        try (RawServer server = RawServer.saying(answer);
                TestDoor door = new TestDoor()) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
        }
    }

    Exchange exchange(Account account) {
        return exchange(account, PLENTY);
    }

    Exchange exchange(Account account, Duration budget) {
        return talkdeskId.exchange(account, TestAccounts.scope(TestAccounts.SCOPE), Deadline.in(budget, ticker));
    }

    private void onWorker(Runnable task) {
        workers.incrementAndGet();
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                workers.decrementAndGet();
            }
        });
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}
