package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many callers at once; what is concurrent is let go by latches. */
class HeldTokensConcurrencyTests {

    private static final int CALLERS = 1_000;
    private static final Duration MIN_TTL = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestTicker ticker = new TestTicker();
    private final TestUpstream upstream = new TestUpstream(ticker);

    @AutoClose
    private final ExecutorService flying = Executors.newVirtualThreadPerTaskExecutor();

    private final HeldTokens tokens = new HeldTokens(
            new Capacity(10_000),
            new Flights(flying, ticker, () -> 0),
            ticker,
            new ReuseMeters(new SimpleMeterRegistry()),
            HeldTokens.PATIENCE);

    /** Or a test that fails would wait for ever for what it hung up. */
    @AfterEach
    void letGo() {
        upstream.letGo();
    }

    static Stream<ThreadFactory> threads() {
        return Stream.of(Thread.ofPlatform().factory(), Thread.ofVirtual().factory());
    }

    /** Incident: a stampede on a cold key. */
    @ParameterizedTest
    @MethodSource("threads")
    void getWhenAThousandCallersFindTheKeyColdThenOneCall(ThreadFactory threads) throws Exception {
        CountDownLatch gate = upstream.hangs();
        List<Supply> supplies = all(threads, gate, () -> tokens.get(HeldTokensTests.key("anna"), wish(LONG)));
        assertThat(upstream.calls()).isOne();
        assertThat(supplies)
                .hasSize(CALLERS)
                .extracting(HeldTokensConcurrencyTests::value)
                .containsOnly("token-1");
        assertThat(supplies).extracting(Supply::reused).containsOnlyOnce(false);
    }

    /** Incident: a stampede at expiry. */
    @ParameterizedTest
    @MethodSource("threads")
    void getWhenAThousandCallersFindTheTokenDeadThenOneCall(ThreadFactory threads) throws Exception {
        tokens.get(HeldTokensTests.key("anna"), wish(LONG));
        ticker.advance(TestUpstream.LIFE);
        CountDownLatch gate = upstream.hangs();
        List<Supply> supplies = all(threads, gate, () -> tokens.get(HeldTokensTests.key("anna"), wish(LONG)));
        assertThat(upstream.calls()).isEqualTo(2);
        assertThat(supplies).extracting(HeldTokensConcurrencyTests::value).containsOnly("token-2");
    }

    @ParameterizedTest
    @MethodSource("threads")
    void getWhenTheOneCallFailsThenAllWhoWaitedShareTheFailure(ThreadFactory threads) throws Exception {
        upstream.isDown();
        CountDownLatch gate = upstream.hangs();
        List<Supply> supplies = all(threads, gate, () -> tokens.get(HeldTokensTests.key("anna"), wish(LONG)));
        assertThat(upstream.calls()).isOne();
        assertThat(supplies).extracting(HeldTokensConcurrencyTests::value).containsOnly("connect_refused");
    }

    /** Incident: a background refresh that hangs for ever. */
    @Test
    void getWhenTheCallHangsThenEachWaitsForItsOwnDeadlineOnly() throws Exception {
        CountDownLatch gate = upstream.hangs();
        Ticker real = System::nanoTime;
        Wish hurried = new Wish(MIN_TTL, Duration.ZERO, Deadline.in(Duration.ofMillis(50), real), upstream);
        Future<Supply> patient = flying.submit(() -> tokens.get(HeldTokensTests.key("anna"), wish(LONG)));
        assertThat(value(tokens.get(HeldTokensTests.key("anna"), hurried))).isEqualTo("timeout");
        gate.countDown();
        assertThat(value(patient.get())).isEqualTo("token-1");
        assertThat(upstream.calls()).isOne();
    }

    @Test
    void getWhenTheRenewalHangsThenTheHeldTokenServesWhileItHasLife() {
        tokens.get(HeldTokensTests.key("anna"), wish(LONG));
        ticker.advance(Duration.ofSeconds(500));
        CountDownLatch gate = upstream.hangs();
        Ticker real = System::nanoTime;
        Wish hurried = new Wish(MIN_TTL, Duration.ZERO, Deadline.in(Duration.ofMillis(50), real), upstream);
        assertThat(value(tokens.get(HeldTokensTests.key("anna"), hurried))).isEqualTo("token-1");
        gate.countDown();
    }

    /** Incident: concurrent callers got each other's token, because what they waited for was told apart too coarsely. */
    @ParameterizedTest
    @MethodSource("threads")
    void getWhenCallersAppsAndScopesAreRandomThenEachTokenCarriesItsOwn(ThreadFactory threads) throws Exception {
        Random random = new Random(7);
        Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
        Set<CacheKey> keys = new HashSet<>();
        List<Callable<Boolean>> tasks = IntStream.range(0, CALLERS)
                .<Callable<Boolean>>mapToObj(_ -> {
                    Account account = TestAccounts.builder()
                            .clientId("client-" + random.nextInt(3))
                            .build();
                    Scope scope = TestAccounts.scope(random.nextBoolean() ? "a" : "a b");
                    App app = TestApp.builder()
                            .id("app-" + random.nextInt(3))
                            .reuse(random.nextBoolean() ? Reuse.SHARED : Reuse.PER_USER)
                            .build();
                    Caller caller =
                            new Caller(CallerKind.ISSUER, "issuer-" + random.nextInt(3), "user-" + random.nextInt(3));
                    CacheKey key = CacheKey.of(account, scope, app, caller).orElseThrow();
                    keys.add(key);
                    String own = String.join(
                            ".",
                            account.clientId(),
                            scope.toString().replace(' ', '+'),
                            app.reuse() == Reuse.SHARED ? app.id().value() : caller.issuer() + "/" + caller.id());
                    Wish wish = new Wish(MIN_TTL, Duration.ZERO, Deadline.in(LONG, ticker), _ -> {
                        calls.computeIfAbsent(own, _ -> new AtomicInteger()).incrementAndGet();
                        AccessToken token = new AccessToken(own, scope, Deadline.in(TestUpstream.LIFE, ticker));
                        return new TimedExchange(new Exchange.Issued(token), Spent.NOTHING);
                    });
                    return () -> value(tokens.get(key, wish)).equals(own);
                })
                .toList();
        try (ExecutorService callers = Executors.newThreadPerTaskExecutor(threads)) {
            for (Future<Boolean> right : callers.invokeAll(tasks)) {
                assertThat(right.get()).isTrue();
            }
        }
        assertThat(calls)
                .hasSize(keys.size())
                .allSatisfy((own, count) -> assertThat(count).hasValue(1));
    }

    private Wish wish(Duration budget) {
        return new Wish(MIN_TTL, Duration.ZERO, Deadline.in(budget, ticker), upstream);
    }

    /** Lets the upstream go only when every caller has begun. */
    private static List<Supply> all(ThreadFactory threads, CountDownLatch gate, Callable<Supply> get) throws Exception {
        List<Thread> started = new CopyOnWriteArrayList<>();
        ThreadFactory remembered = task -> {
            Thread thread = threads.newThread(task);
            started.add(thread);
            return thread;
        };
        try (ExecutorService callers = Executors.newThreadPerTaskExecutor(remembered)) {
            List<Future<Supply>> futures = IntStream.range(0, CALLERS)
                    .mapToObj(_ -> callers.submit(get))
                    .toList();
            // Who comes after a failure has landed makes a call of his own.
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(started).extracting(Thread::getState).containsOnly(Thread.State.TIMED_WAITING));
            gate.countDown();
            List<Supply> supplies = new ArrayList<>();
            for (Future<Supply> future : futures) {
                supplies.add(future.get());
            }
            return supplies;
        }
    }

    private static String value(Supply supply) {
        return switch (supply.exchange()) {
            case Exchange.Issued issued -> issued.token().value();
            case UpstreamFailure failure -> failure.upstream().reason();
        };
    }
}
