package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class StoreTests {

    private final StoreSettings settings;
    private final Store store;

    StoreTests(TestDatabase database) {
        settings = database.settings();
        store = TestDatabases.open(settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation", "credential", "event", "acknowledgement"})
    void inTransactionWhenFirstThenTablesAreThereAndEmpty(String table) {
        assertThat(count(store, table)).isZero();
    }

    @Test
    void inTransactionWhenWorkReturnsThenCommitted() {
        int inserted = store.inTransaction(client -> insert(client, "one"));
        assertThat(inserted).isEqualTo(1);
        assertThat(count(store, "event")).isEqualTo(1);
    }

    @Test
    void inTransactionWhenWorkThrowsThenRolledBackAndThrownUnchanged() {
        IllegalStateException failure = new IllegalStateException("of the work");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(client -> {
                    insert(client, "one");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(failure).hasNoSuppressedExceptions();
        assertThat(count(store, "event")).isZero();
    }

    @Test
    void inTransactionWhenKeyIsThereThenRefusedAndRolledBack() {
        store.inTransaction(client -> insert(client, "one"));
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> store.inTransaction(client -> insert(client, "two") + insert(client, "one")));
        assertThat(count(store, "event")).isEqualTo(1);
    }

    @Test
    void inTransactionWhenStatementIsWrongThenThatIsTold() {
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> store.inTransaction(client ->
                        client.sql("select nothing from nowhere").query().listOfRows()));
    }

    @Test
    void inTransactionWhenAnotherCommitsMeanwhileThenItIsSeenOnlyThen() throws Exception {
        store.inTransaction(client -> insert(client, "one"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> seen = store.inTransaction(client -> {
                insert(client, "two");
                int outside = join(threads.submit(() -> count(store, "event")));
                join(threads.submit(() -> store.inTransaction(other -> insert(other, "three"))));
                return List.of(outside, count(client, "event"));
            });
            assertThat(seen).containsExactly(1, 3);
        }
    }

    @Test
    void inTransactionWhenTwoLockEachOtherOutThenBothAreCommitted() throws Exception {
        store.inTransaction(client -> insert(client, "one") + insert(client, "two"));
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> markBoth("one", "two", bothHoldOne, attempts));
            Future<Integer> second = threads.submit(() -> markBoth("two", "one", bothHoldOne, attempts));
            assertThat(join(first) + join(second)).isEqualTo(2);
        }
        assertThat(attempts.get()).as("one of them in vain, or both").isBetween(3, 4);
        assertThat(store.<String>inTransaction(client -> client.sql("select effect from event where event_id = 'one'")
                        .query(String.class)
                        .single()))
                .isEqualTo("none++");
    }

    private int markBoth(String first, String second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        return store.inTransaction(client -> {
            mark(client, first);
            if (attempts.incrementAndGet() <= 2) {
                await(bothHoldOne);
            }
            return mark(client, second);
        });
    }

    private static int mark(JdbcClient client, String id) {
        return client.sql("update event set effect = effect || '+' where event_id = ?")
                .param(id)
                .update();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void inTransactionWhenWithinAnotherThenOneTransaction() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(outer -> {
                    store.inTransaction(inner -> insert(inner, "one"));
                    throw new IllegalStateException("of the outer work");
                }));
        assertThat(count(store, "event")).isZero();
    }

    @Test
    void inTransactionWhenStoresMigrateAtOnceThenAllWorkAndItIsDoneOnce() throws Exception {
        int instances = 3;
        CyclicBarrier start = new CyclicBarrier(instances);
        List<Future<Integer>> counts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(instances)) {
            for (int i = 0; i < instances; i++) {
                counts.add(threads.submit(() -> {
                    try (Store another = TestDatabases.open(settings)) {
                        start.await();
                        return count(another, "installation");
                    }
                }));
            }
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get()).isZero();
        }
        assertThat(count(store, "flyway_schema_history where success and version = '1'"))
                .isEqualTo(1);
    }

    @Test
    void inTransactionWhenAllConnectionsAreTakenThenUnavailable() throws Exception {
        int size = 10;
        count(store, "event");
        CountDownLatch taken = new CountDownLatch(size);
        CountDownLatch released = new CountDownLatch(1);
        List<Future<Integer>> holders = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < size; i++) {
                    holders.add(threads.submit(() -> store.inTransaction(client -> {
                        int count = count(client, "event");
                        taken.countDown();
                        await(released);
                        return count;
                    })));
                }
                await(taken);
                assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> count(store, "event"));
            } finally {
                released.countDown();
            }
        }
        for (Future<Integer> holder : holders) {
            assertThat(holder.get()).isZero();
        }
        assertThat(count(store, "event")).isZero();
    }

    @Test
    void closeWhenUsedAfterwardsThenUnavailable() {
        count(store, "event");
        store.close();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> count(store, "event"));
    }

    private static int insert(JdbcClient client, String id) {
        return client.sql("""
            insert into event (app_id, event_id, type, created_at, received_at, effect)
            values ('app', :id, 'type', current_timestamp, current_timestamp, 'none')
            """).param("id", id).update();
    }

    private static int count(Store store, String table) {
        return store.inTransaction(client -> count(client, table));
    }

    private static int count(JdbcClient client, String table) {
        return client.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
