package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldTokensTests {

    private static final Duration MIN_TTL = Duration.ofMinutes(2);
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final TestTicker ticker = new TestTicker(Long.MAX_VALUE - 1_000);
    private final TestUpstream upstream = new TestUpstream(ticker);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HeldTokens tokens = tokens(Runnable::run, 0);

    @Test
    void getWhenNoneIsHeldThenFetchedAndFromThenOnReused() {
        assertThat(get()).isEqualTo("fresh token-1");
        assertThat(get()).isEqualTo("held token-1");
        assertThat(upstream.calls()).isOne();
    }

    /** Incident: a margin longer than the token's life, and nothing was ever reused. */
    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "2, 1",
        "30, 15",
        "60, 30",
        "239, 119",
        "240, 120",
        "241, 121",
        "600, 480",
        "86400, 86280",
    })
    void getWhenLifeIsShortThenTheMinimumIsHalfOfIt(long seconds, long reusedFor) {
        upstream.grants(Duration.ofSeconds(seconds));
        get();
        ticker.advance(Duration.ofSeconds(reusedFor));
        assertThat(get()).isEqualTo("held token-1");
        ticker.advance(HALF_A_SECOND);
        ticker.advance(HALF_A_SECOND);
        assertThat(get()).isEqualTo("fresh token-2");
    }

    @Test
    void getWhenTheAppWantsNoMinimumThenReusedToTheLastWholeSecond() {
        get();
        ticker.advance(TestUpstream.LIFE.minusSeconds(1));
        assertThat(get(Duration.ZERO, Duration.ZERO)).isEqualTo("held token-1");
        ticker.advance(Duration.ofMillis(1));
        assertThat(get(Duration.ZERO, Duration.ZERO)).isEqualTo("fresh token-2");
    }

    @Test
    void getWhenMoreLifeIsAskedForThanIsLeftThenFetched() {
        get();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(get(MIN_TTL, Duration.ofMinutes(9))).isEqualTo("held token-1");
        assertThat(get(MIN_TTL, Duration.ofSeconds(541))).isEqualTo("fresh token-2");
        assertThat(get(MIN_TTL, Duration.ofSeconds(541))).isEqualTo("held token-2");
    }

    /** Nobody is refused because of a wish that Talkdesk never grants; each such request costs a call. */
    @Test
    void getWhenMoreLifeIsAskedForThanIsEverGrantedThenFetchedEachTime() {
        assertThat(get(MIN_TTL, Duration.ofDays(1))).isEqualTo("fresh token-1");
        assertThat(get(MIN_TTL, Duration.ofDays(1))).isEqualTo("fresh token-2");
    }

    @Test
    void getWhenKeysDifferThenTokensDo() {
        assertThat(get(key("anna"))).isEqualTo("fresh token-1");
        assertThat(get(key("bert"))).isEqualTo("fresh token-2");
        assertThat(get(key("anna"))).isEqualTo("held token-1");
    }

    @Test
    void getWhenFetchingFailsThenTheFailureIsNotKept() {
        upstream.isDown();
        assertThat(get()).isEqualTo("connect_refused");
        upstream.isWell();
        assertThat(get()).isEqualTo("fresh token-2");
    }

    @Test
    void getWhenFetchingIsADefectThenTheDefectIsNotKept() {
        Wish broken = new Wish(MIN_TTL, Duration.ZERO, Deadline.in(BUDGET, ticker), _ -> {
            throw new IllegalStateException("broken");
        });
        assertThat(described(tokens.get(key("anna"), broken))).isEqualTo("defect");
        assertThat(get()).isEqualTo("fresh token-1");
        ticker.advance(Duration.ofMinutes(9));
        assertThat(described(tokens.get(key("anna"), broken))).isEqualTo("held token-1");
        ticker.advance(Duration.ofSeconds(6));
        assertThat(get()).isEqualTo("fresh token-2");
    }

    @Test
    void getWhenShuttingDownThenUnavailable() {
        HeldTokens closed = tokens(
                _ -> {
                    throw new RejectedExecutionException();
                },
                0);
        assertThat(described(closed.get(key("anna"), wish(MIN_TTL, Duration.ZERO))))
                .isEqualTo("shutting_down");
    }

    @Test
    void getWhenUpstreamIsDownThenTheHeldTokenServesAsLongAsItHasLife() {
        get();
        upstream.isDown();
        ticker.advance(Duration.ofSeconds(500));
        assertThat(get()).isEqualTo("held token-1");
        ticker.advance(Duration.ofSeconds(99));
        assertThat(get()).isEqualTo("held token-1");
        ticker.advance(Duration.ofSeconds(1));
        assertThat(get()).isEqualTo("connect_refused");
        upstream.isWell();
        assertThat(get()).startsWith("fresh");
    }

    @Test
    void getWhenARenewalHasFailedThenTheNextIsLaterWhileThereIsLife() {
        get();
        upstream.isDown();
        ticker.advance(Duration.ofSeconds(500));
        get();
        get();
        assertThat(upstream.calls()).isEqualTo(2);
        ticker.advance(Duration.ofSeconds(7));
        get();
        assertThat(upstream.calls()).isEqualTo(3);
    }

    @Test
    void getWhenTheTokenDiesWhileItIsRenewedThenTheRestOfTheDeadlineIsWaited() {
        HeldTokens impatient = tokens(
                task -> {
                    if (upstream.calls() > 0) {
                        ticker.advance(Duration.ofSeconds(1));
                    }
                    Thread.ofVirtual().start(task);
                },
                0,
                Duration.ZERO);
        impatient.get(key("anna"), wish(MIN_TTL, Duration.ZERO));
        ticker.advance(Duration.ofMillis(598_500));
        assertThat(described(impatient.get(key("anna"), wish(MIN_TTL, Duration.ZERO))))
                .isEqualTo("fresh token-2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void getWhenUpstreamIsDownAndMoreLifeIsAskedForThanIsLeftThenFailed(boolean refused) {
        get();
        Upstream known = Upstream.silent("refused");
        upstream.fails(refused ? new Rejected(known) : new TimedOut(known));
        ticker.advance(Duration.ofMinutes(5));
        assertThat(get(MIN_TTL, Duration.ofSeconds(301))).isEqualTo("refused");
        assertThat(get()).isEqualTo("held token-1");
    }

    @Test
    void renewDueWhenAskedForThenRenewedBeforeItFallsUnderItsMinimum() {
        get();
        get();
        ticker.advance(Duration.ofSeconds(449));
        tokens.renewDue();
        assertThat(upstream.calls()).isOne();
        ticker.advance(Duration.ofSeconds(1));
        tokens.renewDue();
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
        assertThat(get()).isEqualTo("held token-2");
    }

    @Test
    void renewDueWhenNobodyAskedSinceItWasFetchedThenLetGo() {
        get();
        ticker.advance(Duration.ofSeconds(479));
        tokens.renewDue();
        assertThat(upstream.calls()).isOne();
        assertThat(get()).isEqualTo("held token-1");
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
        ticker.advance(Duration.ofSeconds(479));
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
    }

    @Test
    void renewDueWhenCallersWantMoreThanTheAppThenBeforeTheirMark() {
        get();
        get(MIN_TTL, Duration.ofSeconds(250));
        ticker.advance(Duration.ofSeconds(320));
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
    }

    @Test
    void renewDueWhenFleetIsOfOneAgeThenNotInStep() {
        HeldTokens early = tokens(Runnable::run, 1);
        early.get(key("anna"), wish(MIN_TTL, Duration.ZERO));
        early.get(key("anna"), wish(MIN_TTL, Duration.ZERO));
        ticker.advance(Duration.ofSeconds(389));
        early.renewDue();
        assertThat(upstream.calls()).isOne();
        ticker.advance(Duration.ofSeconds(1));
        early.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
    }

    /** Otherwise the replaced key would be used once more for each token that was held. */
    @Test
    void renewDueWhenTheConfigurationWasReplacedThenNotBeforeSomebodyAsksAgain() {
        get();
        get();
        tokens.on(new ConfigurationEvent.Replaced(Fingerprint.of("another")));
        ticker.advance(Duration.ofSeconds(460));
        tokens.renewDue();
        assertThat(upstream.calls()).isOne();
        assertThat(get()).isEqualTo("held token-1");
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
    }

    @Test
    void renewDueWhenUpstreamIsDownThenTriedAgainAfterTheTimeItNamed() {
        get();
        get();
        upstream.isDown();
        ticker.advance(Duration.ofSeconds(460));
        tokens.renewDue();
        tokens.renewDue();
        assertThat(upstream.calls()).isEqualTo(2);
        assertThat(get()).isEqualTo("held token-1");
        ticker.advance(Duration.ofSeconds(7));
        upstream.isWell();
        tokens.renewDue();
        assertThat(get()).isEqualTo("held token-3");
    }

    @Test
    void renewDueWhenARenewalIsUnderWayThenNoSecond() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        HeldTokens slow = tokens(
                task -> {
                    if (upstream.calls() == 0) {
                        task.run();
                    } else {
                        waiting.add(task);
                    }
                },
                0);
        slow.get(key("anna"), wish(MIN_TTL, Duration.ZERO));
        slow.get(key("anna"), wish(MIN_TTL, Duration.ZERO));
        ticker.advance(Duration.ofSeconds(460));
        slow.renewDue();
        slow.renewDue();
        assertThat(waiting).hasSize(1);
        assertThat(described(slow.get(key("anna"), wish(MIN_TTL, Duration.ZERO))))
                .isEqualTo("held token-1");
    }

    @Test
    void getWhenFullThenTheNumberHeldIsBounded() {
        for (int i = 0; i < 1_000; i++) {
            get(key("user-" + i));
        }
        // The cache tidies up on a thread of its own.
        await().until(() -> meters.get("token.vending.reuse.held").gauge().value() <= 100);
    }

    @Test
    void getWhenFetchedThenTheTimeOfTheCallAndWhenHeldThenNone() {
        Wish wish = wish(MIN_TTL, Duration.ZERO);
        assertThat(tokens.get(key("anna"), wish).spent()).isEqualTo(TestUpstream.SPENT);
        assertThat(tokens.get(key("anna"), wish).spent()).isEqualTo(Spent.NOTHING);
        ticker.advance(TestUpstream.LIFE);
        assertThat(tokens.get(key("anna"), wish(MIN_TTL, Duration.ZERO)).spent())
                .as("renewed")
                .isEqualTo(TestUpstream.SPENT);
        upstream.isDown();
        assertThat(tokens.get(key("bert"), wish).spent()).as("failed").isEqualTo(TestUpstream.SPENT);
    }

    @Test
    void metersWhenReadThenTheyTellWhatHappened() {
        get();
        get();
        ticker.advance(Duration.ofSeconds(460));
        tokens.renewDue();
        assertThat(count("token.vending.reuse", "reused", "false")).isOne();
        assertThat(count("token.vending.reuse", "reused", "true")).isOne();
        assertThat(count("token.vending.reuse.renewals", "outcome", "issued")).isOne();
        assertThat(meters.get("token.vending.reuse.held").gauge().value()).isOne();
    }

    private double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    private HeldTokens tokens(Executor threads, double jitter) {
        return tokens(threads, jitter, HeldTokens.PATIENCE);
    }

    private HeldTokens tokens(Executor threads, double jitter, Duration patience) {
        return new HeldTokens(
                new Capacity(100),
                new Flights(threads, ticker, () -> jitter),
                ticker,
                new ReuseMeters(meters),
                patience);
    }

    static CacheKey key(String user) {
        return new CacheKey(
                TestAccounts.account().version(),
                Scope.parse("a").orElseThrow(),
                new Sharer.User(CallerKind.ISSUER, "customers", user));
    }

    private Wish wish(Duration minTtl, Duration least) {
        return new Wish(minTtl, least, Deadline.in(BUDGET, ticker), upstream);
    }

    private String get() {
        return get(key("anna"));
    }

    private String get(CacheKey key) {
        return described(tokens.get(key, wish(MIN_TTL, Duration.ZERO)));
    }

    private String get(Duration minTtl, Duration least) {
        return described(tokens.get(key("anna"), wish(minTtl, least)));
    }

    private static String described(Supply supply) {
        return switch (supply.exchange()) {
            case Exchange.Issued issued ->
                (supply.reused() ? "held " : "fresh ") + issued.token().value();
            case UpstreamFailure failure -> failure.upstream().reason();
        };
    }
}
