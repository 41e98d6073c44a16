package dev.tokenvending.signin;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.StoreSettings;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestDatabases;
import dev.tokenvending.store.TestSeals;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.talkdesk.TokenGrant;
import dev.tokenvending.talkdesk.UserExchange;
import dev.tokenvending.talkdesk.UserTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sign-ins in one database, as several instances have them. A mock stands for Talkdesk ID. */
final class TestSignIns implements AutoCloseable {

    static final Caller ANNA = new Caller(CallerKind.ISSUER, "idp", "anna-c4nary");
    static final Caller BERT = new Caller(CallerKind.ISSUER, "idp", "bert");
    static final Account ACCOUNT = TestAccounts.builder().scope("a b").build();
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration BUDGET = Duration.ofSeconds(20);

    /** What Talkdesk says to a refresh token. */
    interface Talkdesk {
        UserExchange answer(Account account, TokenGrant.Refresh grant);
    }

    /** One process. */
    record Instance(Store store, SignedInTokens tokens, ExecutorService threads) {}

    final StoreSettings settings;
    final Seals seals;
    final TestClock clock = new TestClock();
    final TestTicker ticker = new TestTicker();
    final Store store;
    final PendingSignIns pending;
    final SignInCodes codes;
    final SignIns signIns;
    final SignInDesk desk;
    final List<TokenGrant.Refresh> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger pauses = new AtomicInteger();

    volatile Talkdesk talkdesk = (_, grant) -> issued("t" + calls.size(), grant.scope(), null);
    volatile Runnable whenPausing = () -> {};

    /** When the store is asked for the time, within a transaction. */
    volatile Runnable whenAskedForTheTime = () -> {};

    private final List<Instance> instances = new ArrayList<>();

    TestSignIns(TestDatabase database) {
        this(database, TestSeals.random());
    }

    TestSignIns(TestDatabase database, Seals seals) {
        this.settings = database.settings();
        this.seals = seals;
        this.store = TestDatabases.open(settings);
        StoreClock storeClock = _ -> now();
        this.pending = new PendingSignIns(seals, storeClock);
        this.codes = new SignInCodes(seals, storeClock);
        this.signIns = new SignIns(seals, storeClock);
        this.desk = new SignInDesk(store, pending, codes, signIns);
    }

    private Instant now() {
        whenAskedForTheTime.run();
        return clock.instant();
    }

    Instance instance() {
        return instance(seals);
    }

    Instance instance(Seals its) {
        TalkdeskId talkdeskId = mock(TalkdeskId.class);
        given(talkdeskId.redeem(any(), any(), any())).willAnswer(call -> {
            TokenGrant.Refresh grant = call.getArgument(1);
            calls.add(grant);
            return talkdesk.answer(call.getArgument(0), grant);
        });
        Pause pause = _ -> {
            pauses.incrementAndGet();
            whenPausing.run();
        };
        Store own = TestDatabases.open(settings);
        SignIns rows = new SignIns(its, _ -> now());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Renewals renewals = new Renewals(own, rows, its, talkdeskId, threads, ticker, pause);
        Instance instance = new Instance(own, new SignedInTokens(own, rows, its, renewals, ticker, pause), threads);
        instances.add(instance);
        return instance;
    }

    void signIn(Caller caller, String refreshToken) {
        Granted granted = new Granted(ACCOUNT.id().value(), "user-1", null, "a b", refreshToken);
        store.inTransaction(jdbc -> {
            signIns.put(jdbc, SignInFor.of(caller, app().id()), granted);
            return true;
        });
    }

    UserRequest wish() {
        return wish(ANNA, app(), "a b");
    }

    UserRequest wish(Caller caller, App app, String scope) {
        return new UserRequest(
                caller, app, ACCOUNT, null, TestAccounts.scope(scope), Duration.ZERO, Deadline.in(BUDGET, ticker));
    }

    static App app() {
        return app(Reuse.PER_USER);
    }

    static App app(Reuse reuse) {
        App plain = App.of(new AppId("agents"), ACCOUNT.id(), TestAccounts.scope("a b"));
        return new App(
                plain.id(),
                plain.account(),
                plain.scope(),
                plain.callers(),
                plain.platform(),
                null,
                plain.responseFormat(),
                plain.allowedOrigins(),
                plain.policies(),
                new Grant.AuthorizationCode(URI.create("https://app.example.com/back")),
                reuse,
                plain.minTtl());
    }

    UserExchange issued(String token, Scope scope, @Nullable String refreshToken) {
        return issued(token, scope, refreshToken, LIFE);
    }

    UserExchange issued(String token, Scope scope, @Nullable String refreshToken, Duration life) {
        AccessToken access = new AccessToken(token, scope, Deadline.in(life, ticker));
        return new UserExchange(
                new Exchange.Issued(access), new UserTokens(refreshToken, null, null), Spent.calling(7));
    }

    static UserExchange failed(UpstreamFailure failure) {
        return new UserExchange(failure, new UserTokens(null, null, null), Spent.NOTHING);
    }

    static UserExchange rejected(String error) {
        return failed(new Rejected(new Upstream("refused", 400, error, null, null)));
    }

    <T> T within(Function<JdbcClient, T> work) {
        return store.inTransaction(work);
    }

    int rows(String table) {
        return within(jdbc ->
                jdbc.sql("select count(*) from " + table).query(Integer.class).single());
    }

    /** All that can be read of a table. */
    String text(String table) {
        return within(
                jdbc -> jdbc.sql("select * from " + table).query().listOfRows().toString());
    }

    void update(String sql, Object... params) {
        within(jdbc -> jdbc.sql(sql).params(params).update());
    }

    @Override
    public void close() {
        instances.forEach(it -> {
            it.threads().close();
            it.store().close();
        });
        store.close();
    }
}
