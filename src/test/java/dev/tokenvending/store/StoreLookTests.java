package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class StoreLookTests {

    private final Store store;

    StoreLookTests(TestDatabase database) {
        store = database.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void lookWhenDatabaseIsEmptyThenItStaysSo() {
        assertThat(store.look())
                .isEqualTo(store.look())
                .isInstanceOfSatisfying(
                        Tables.Usable.class,
                        usable -> assertThat(usable.pending()).isPositive());
    }

    @Test
    void lookWhenTablesAreThereThenNothingIsPending() {
        store.inTransaction(_ -> 1);
        assertThat(store.look()).isEqualTo(new Tables.Usable(0));
    }

    @Test
    void lookWhenAStepIsAnotherThenForeign() {
        store.inTransaction(
                jdbc -> jdbc.sql("update \"flyway_schema_history\" set \"checksum\" = 1 where \"checksum\" is not null")
                        .update());
        assertThat(store.look()).isInstanceOf(Tables.Foreign.class);
    }

    @Test
    void lookWhenDatabaseIsDownThenUnreachable() {
        store.close();
        assertThat(store.look()).isInstanceOf(Tables.Unreachable.class);
    }
}
