package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.TestTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class StoreOutageTests {

    private static final int PATIENCE = 30;

    private final TestTicker ticker = new TestTicker();
    private final Outage outage;
    private final Store store;

    /** The store is opened in an outage. */
    StoreOutageTests(TestDatabase database, @TempDir Path directory) {
        outage = Outage.of(database, directory);
        outage.begin();
        store = new Store(outage.settings(), ticker);
    }

    @AfterEach
    void close() {
        store.close();
        outage.close();
    }

    @Test
    void inTransactionWhenDownAtStartThenUnavailableUntilItIsUp(CapturedOutput output) {
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::count);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .as("not to be tried again yet")
                .isThrownBy(this::count)
                .withNoCause();
        ticker.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .as("tried again")
                .isThrownBy(this::count)
                .havingCause();
        outage.end();
        assertThat(countWhenBack()).isZero();
        assertThat(count()).isZero();
        assertThat(told(output)).containsExactly("unavailable: ", "available again");
    }

    @Test
    void inTransactionWhenDownInBetweenThenUnavailableUntilItIsBackWithAllItHeld(CapturedOutput output) {
        outage.end();
        countWhenBack();
        store.inTransaction(StoreOutageTests::insert);
        outage.begin();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::count);
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::count);
        outage.end();
        assertThat(countWhenBack()).isEqualTo(1);
        assertThat(told(output)).endsWith("unavailable: ", "available again").hasSizeBetween(2, 4);
    }

    @Test
    void inTransactionWhenDownDuringTheWorkThenUnavailableAndNothingIsDone() {
        outage.end();
        countWhenBack();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.inTransaction(client -> {
                    insert(client);
                    outage.begin();
                    return insert(client);
                }));
        outage.end();
        assertThat(countWhenBack()).isZero();
    }

    @Test
    void inTransactionWhenDownAtCommitThenUnavailableAndNothingIsDone() {
        outage.end();
        countWhenBack();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.inTransaction(client -> {
                    insert(client);
                    outage.begin();
                    return 0;
                }));
        outage.end();
        assertThat(countWhenBack()).isZero();
    }

    @Test
    void inTransactionWhenDownAndTheWorkThrowsThenThatIsThrown() {
        outage.end();
        countWhenBack();
        IllegalStateException failure = new IllegalStateException("of the work");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(client -> {
                    insert(client);
                    outage.begin();
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private int count() {
        return store.inTransaction(client ->
                client.sql("select count(*) from event").query(Integer.class).single());
    }

    private static int insert(JdbcClient client) {
        return client.sql("""
            insert into event (app_id, event_id, type, created_at, received_at, effect)
            values ('app', 'id', 'type', current_timestamp, current_timestamp, 'none')
            """).update();
    }

    /** The pool looks for a database that has gone every few seconds. */
    private int countWhenBack() {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            ticker.advance(Duration.ofSeconds(1));
            try {
                return count();
            } catch (StoreUnavailableException e) {
                assertThat(e).hasMessage("The database is unavailable");
            }
        }
        return count();
    }

    private static List<String> told(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> line.contains(Availability.class.getSimpleName() + " ")
                        || line.contains(Availability.class.getName()))
                .filter(line -> line.contains("The database is "))
                .map(line -> line.replaceFirst(".*The database is (unavailable: |available again).*", "$1"))
                .toList();
    }
}
