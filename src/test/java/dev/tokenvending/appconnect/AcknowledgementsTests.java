package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** By the database's own clock, as in the service; all else is in {@link AcknowledgerTests}, by one that can be moved. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AcknowledgementsTests {

    private static final Acknowledgement.Content CONTENT =
            new Acknowledgement.Content(new InstallationId("app", "inst"), null, "approve", null);

    private final Store store;
    private final Acknowledgements outbox = new Acknowledgements(StoreClock::ofDatabase);

    AcknowledgementsTests(TestDatabase database) {
        store = database.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** It stands still within a transaction. */
    @Test
    void addWhenNotedThenAtTheTimeOfTheDatabase() {
        Long noted = store.inTransaction(jdbc -> {
            outbox.add(jdbc, CONTENT);
            return jdbc.sql("select count(*) from acknowledgement where created_at = current_timestamp and"
                            + " next_attempt_at = current_timestamp")
                    .query(Long.class)
                    .single();
        });
        assertThat(noted).isOne();
    }

    @Test
    void takeWhenTakenThenDueForNobodyElse() {
        store.inTransaction(jdbc -> {
            outbox.add(jdbc, CONTENT);
            return true;
        });
        assertThat(store.inTransaction(outbox::take))
                .hasValueSatisfying(it -> assertThat(it.content()).isEqualTo(CONTENT));
        assertThat(store.inTransaction(outbox::take)).isEmpty();
    }

    @Test
    void postponeWhenThePauseIsOverThenDueAgain() {
        store.inTransaction(jdbc -> {
            outbox.add(jdbc, CONTENT);
            outbox.postpone(jdbc, outbox.take(jdbc).orElseThrow(), Duration.ZERO, "http_500");
            return true;
        });
        assertThat(store.inTransaction(outbox::take))
                .hasValueSatisfying(it -> assertThat(it.attempts()).isEqualTo(2));
    }
}
