package dev.tokenvending.signin;

import static dev.tokenvending.signin.TestSignIns.ANNA;
import static dev.tokenvending.signin.TestSignIns.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.store.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class PendingSignInsTests {

    private static final int PLENTY = 1000;

    private final TestSignIns world;

    PendingSignInsTests(TestDatabase database) {
        world = new TestSignIns(database);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void takeWhenThereThenAsItWasAndOnlyOnce() {
        OneTime state = add(ANNA);
        assertThat(take(state)).contains(pending(ANNA, "agents"));
        assertThat(take(state)).isEmpty();
    }

    @Test
    void takeWhenUnknownThenNone() {
        OneTime state = add(ANNA);
        assertThat(take(OneTime.fresh())).isEmpty();
        assertThat(take(state)).isPresent();
    }

    @Test
    void takeWhenTimeIsUpThenNoneAndItIsGone() {
        OneTime state = add(ANNA);
        OneTime later = add(ANNA);
        world.clock.advance(PendingSignIns.LIFE.minusMillis(1));
        assertThat(take(later)).isPresent();
        world.clock.advance(Duration.ofMillis(1));
        assertThat(take(state)).isEmpty();
        assertThat(world.rows("pending_sign_in")).isZero();
    }

    @Test
    void takeWhenTwoTakeItAtOnceThenOneHasIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            OneTime state = add(ANNA);
            assertThat(atOnce(() -> take(state))).as("round %s", round).isEqualTo(1);
        }
    }

    @Test
    void takeWhenTheRowIsAnothersThenNone() {
        OneTime anna = add(ANNA);
        OneTime bert = add(BERT);
        world.update(
                "update pending_sign_in set content = (select other.content from pending_sign_in other where"
                        + " other.state_sha256 = ?) where state_sha256 = ?",
                bert.sha256(),
                anna.sha256());
        assertThat(take(anna)).isEmpty();
        assertThat(take(bert)).isPresent();
    }

    @Test
    void addWhenCallerHasAsManyAsItMayThenTheOldestGoes() {
        OneTime others = add(BERT);
        List<OneTime> states = new ArrayList<>();
        for (int i = 0; i <= PendingSignIns.MOST_OF_CALLER; i++) {
            states.add(add(ANNA));
            world.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(take(states.getFirst())).isEmpty();
        assertThat(states.subList(1, states.size()))
                .allMatch(state -> take(state).isPresent());
        assertThat(take(others)).isPresent();
    }

    @Test
    void addWhenThereAreAsManyAsThereMayBeThenNotUntilOneIsOver() {
        assertThat(add(OneTime.fresh(), ANNA, 2)).isTrue();
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(add(OneTime.fresh(), BERT, 2)).isTrue();
        OneTime state = OneTime.fresh();
        assertThat(add(state, BERT, 2)).isFalse();
        assertThat(take(state)).isEmpty();
        world.clock.advance(PendingSignIns.LIFE.minusSeconds(1));
        assertThat(add(state, BERT, 2)).as("the first is over").isTrue();
    }

    @Test
    void forgetWhenToldThenThoseOfThatCallerAndApp() {
        OneTime anna = add(ANNA);
        OneTime bert = add(BERT);
        OneTime elsewhere = OneTime.fresh();
        world.store.inTransaction(jdbc -> world.pending.add(jdbc, elsewhere, pending(ANNA, "other"), PLENTY));
        world.store.inTransaction(jdbc -> {
            world.pending.forget(jdbc, SignInFor.of(ANNA, new AppId("agents")));
            return true;
        });
        assertThat(take(anna)).isEmpty();
        assertThat(take(bert)).isPresent();
        assertThat(take(elsewhere)).isPresent();
    }

    @Test
    void tidyWhenSomeAreOverThenThoseAreGone() {
        add(ANNA);
        world.clock.advance(Duration.ofSeconds(1));
        OneTime later = add(ANNA);
        world.clock.advance(PendingSignIns.LIFE.minusSeconds(1));
        world.desk.tidy();
        assertThat(world.rows("pending_sign_in")).isEqualTo(1);
        assertThat(take(later)).isPresent();
    }

    @Test
    void addWhenStoredThenNothingOfItCanBeRead() {
        OneTime state = add(ANNA);
        assertThat(world.text("pending_sign_in"))
                .contains(state.sha256())
                .doesNotContain(state.value(), "c4nary", "app.example.com");
        assertThat(pending(ANNA, "agents")).asString().doesNotContain("c4nary");
        assertThat(state).asString().doesNotContain(state.value());
    }

    static Pending pending(Caller caller, String app) {
        return new Pending(
                caller.issuer(),
                caller.id(),
                app,
                "acme",
                null,
                "a b",
                URI.create("https://app.example.com/back"),
                URI.create("https://tokens.example.com/authorization/callback"),
                "nonce-c4nary",
                "verifier-c4nary");
    }

    private OneTime add(Caller caller) {
        OneTime state = OneTime.fresh();
        assertThat(add(state, caller, PLENTY)).isTrue();
        return state;
    }

    private boolean add(OneTime state, Caller caller, int most) {
        return world.store.inTransaction(jdbc -> world.pending.add(jdbc, state, pending(caller, "agents"), most));
    }

    private Optional<Pending> take(OneTime state) {
        return world.store.inTransaction(jdbc -> world.pending.take(jdbc, state));
    }

    /** Something that can be taken. */
    interface Taking {
        Optional<?> take();
    }

    /** How many of two get it. */
    static long atOnce(Taking taking) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<?>>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(threads.submit(() -> {
                    start.await();
                    return taking.take();
                }));
            }
            long got = 0;
            for (Future<Optional<?>> one : both) {
                got += one.get().isPresent() ? 1 : 0;
            }
            return got;
        }
    }
}
