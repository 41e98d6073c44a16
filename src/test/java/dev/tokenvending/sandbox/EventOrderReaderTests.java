package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventOrderReaderTests {

    private static final Delivery ONCE = new Delivery(1, EventSignature.GOOD, 0);

    private final EventOrderReader reader = new EventOrderReader();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void readWhenOnlyWhatIsNeededThenTheRestIsLeftOpen(EventType type) {
        assertThat(read("{'type':'%s','installation':'inst-1'}".formatted(type.label())))
                .isEqualTo(new EventOrder.Fresh(new NewEvent(type, "inst-1", null, null, null, null), ONCE));
    }

    @Test
    void readWhenEverythingIsGivenThenTaken() {
        assertThat(read("""
            {'type':'app.installed','installation':'i','app_id':'a','account_id':'acc 1','account_name':'starship',
             'created_at':'2026-03-01T12:00:00.5Z','times':100,'signature':'unknown-key','delay_millis':60000}\
            """))
                .isEqualTo(new EventOrder.Fresh(
                        new NewEvent(
                                EventType.APP_INSTALLED,
                                "i",
                                "a",
                                "acc 1",
                                "starship",
                                Instant.parse("2026-03-01T12:00:00.5Z")),
                        new Delivery(100, EventSignature.UNKNOWN_KEY, 60_000)));
    }

    @Test
    void readWhenEventIdIsGivenThenAgain() {
        assertThat(read("{'event_id':'e','times':2,'signature':'missing','delay_millis':5,'type':null}"))
                .isInstanceOf(EventRejected.class);
        assertThat(read("{'event_id':'e','times':2,'signature':'missing','delay_millis':5}"))
                .isEqualTo(new EventOrder.Again("e", new Delivery(2, EventSignature.MISSING, 5)));
        assertThat(read("{'event_id':'e','times':null,'signature':null,'delay_millis':null}"))
                .isEqualTo(new EventOrder.Again("e", ONCE));
    }

    /** The names are promised to whoever scripts against the sandbox. */
    @Test
    void labelsWhenListedThenTheDocumentedOnes() {
        assertThat(List.of(EventType.labels().split(", ", -1)))
                .containsExactlyInAnyOrder(
                        "app.installed",
                        "app.updated",
                        "app.uninstalled",
                        "app.trial_started",
                        "app.trial_extended",
                        "app.trial_ended",
                        "app.credentials_rotated",
                        "user.logout");
        assertThat(List.of(EventSignature.labels().split(", ", -1)))
                .containsExactlyInAnyOrder("good", "wrong", "unknown-key", "missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "type=app.installed",
                "[]",
                "null",
                "{",
                "{}",
                "{'type':'app.installed'}",
                "{'installation':'i'}",
                "{'type':'app.exploded','installation':'i'}",
                "{'type':'APP_INSTALLED','installation':'i'}",
                "{'type':1,'installation':'i'}",
                "{'type':'user.logout','installation':7}",
                "{'type':'user.logout','installation':''}",
                "{'type':'user.logout','installation':'a/b'}",
                "{'type':'user.logout','installation':'..'}",
                "{'type':'user.logout','installation':'i','app_id':'a b'}",
                "{'type':'user.logout','installation':'i','app_id':['a']}",
                "{'type':'user.logout','installation':'i','account_id':' '}",
                "{'type':'user.logout','installation':'i','account_name':''}",
                "{'type':'user.logout','installation':'i','created_at':'yesterday'}",
                "{'type':'user.logout','installation':'i','created_at':1772366400}",
                "{'type':'user.logout','installation':'i','created_at':'1999-12-31T23:59:59Z'}",
                "{'type':'user.logout','installation':'i','created_at':'2100-01-01T00:00:01Z'}",
                "{'type':'user.logout','installation':'i','times':0}",
                "{'type':'user.logout','installation':'i','times':101}",
                "{'type':'user.logout','installation':'i','times':'1'}",
                "{'type':'user.logout','installation':'i','times':1.5}",
                "{'type':'user.logout','installation':'i','times':99999999999999999999}",
                "{'type':'user.logout','installation':'i','delay_millis':-1}",
                "{'type':'user.logout','installation':'i','delay_millis':60001}",
                "{'type':'user.logout','installation':'i','signature':'bad'}",
                "{'type':'user.logout','installation':'i','signature':true}",
                "{'type':'user.logout','installation':'i','account':'acc-1'}",
                "{'type':'user.logout','installation':'i','times':1,'times':1}",
                "{'type':'user.logout','installation':'i'} {}",
                "{'event_id':1}",
                "{'event_id':'e','type':'user.logout'}",
                "{'event_id':'e','installation':'i'}",
                "{'event_id':'e','times':0}"
            })
    void readWhenOrderIsWrongThenRejectedNamingWhatThereIs(String json) {
        assertThat(read(json)).isInstanceOfSatisfying(EventRejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.reason()).contains(EventType.labels(), EventSignature.labels(), "delay_millis");
        });
    }

    @Test
    void readWhenTextsAreAtTheirBoundsThenTakenAndBeyondRejected() {
        String order = "{'type':'user.logout','installation':'%s','account_id':'%s'}";
        assertThat(read(order.formatted("i".repeat(100), "a".repeat(200)))).isInstanceOf(EventOrder.Fresh.class);
        assertThat(read(order.formatted("i".repeat(101), "a"))).isInstanceOf(EventRejected.class);
        assertThat(read(order.formatted("i", "a".repeat(201)))).isInstanceOf(EventRejected.class);
    }

    @Test
    void readWhenDeeplyNestedThenRejected() {
        assertThat(read("[".repeat(60_000))).isInstanceOf(EventRejected.class);
    }

    @Test
    void readWhenTooLargeThenRejected() {
        assertThat(read("{'event_id':'e'}" + " ".repeat(StrictObject.MAX_BYTES)))
                .isInstanceOfSatisfying(
                        EventRejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(413));
    }

    private EventOrder read(String json) {
        return reader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
