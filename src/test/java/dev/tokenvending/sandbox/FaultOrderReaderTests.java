package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderReaderTests {

    private final FaultOrderReader reader = new FaultOrderReader();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void readWhenFaultIsNamedThenAccepted(Fault fault) {
        assertThat(read("{\"fault\":\"" + fault.label() + "\"}"))
                .isEqualTo(new FaultOrder.Accepted(FaultSetting.of(fault, null, null)));
    }

    /** The names are promised to whoever scripts against the sandbox. */
    @Test
    void labelsWhenListedThenTheDocumentedOnes() {
        assertThat(List.of(Fault.labels().split(", ", -1)))
                .containsExactlyInAnyOrder(
                        "slow",
                        "401",
                        "429",
                        "500",
                        "html-502",
                        "cut",
                        "malformed",
                        "expires-missing",
                        "expires-zero",
                        "expires-negative",
                        "expires-huge",
                        "expires-text",
                        "wider-scope",
                        "clock-skew",
                        "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"fault\":401}", "{\"fault\":\"401\"}", "{\"fault\":401,\"millis\":null,\"times\":null}"})
    void readWhenFaultIsAStatusThenNumberOrText(String json) {
        assertThat(read(json)).isEqualTo(new FaultOrder.Accepted(FaultSetting.of(Fault.UNAUTHORIZED, null, null)));
    }

    @Test
    void readWhenMillisAndTimesThenTaken() {
        assertThat(read("{\"fault\":\"clock-skew\",\"millis\":-90000,\"times\":3}"))
                .isEqualTo(new FaultOrder.Accepted(new FaultSetting(Fault.CLOCK_SKEW, -90_000, 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fault=401",
                "[]",
                "null",
                "\"cut\"",
                "{",
                "{}",
                "{\"fault\":null}",
                "{\"fault\":\"\"}",
                "{\"fault\":\"CUT\"}",
                "{\"fault\":[\"cut\"]}",
                "{\"fault\":401.0}",
                "{\"fault\":403}",
                "{\"fault\":true}",
                "{\"fault\":\"cut\"} {\"fault\":\"cut\"}",
                "{\"fault\":\"cut\",\"fault\":\"none\"}",
                "{\"fault\":\"cut\",\"time\":1}",
                "{\"fault\":\"cut\",\"times\":0}",
                "{\"fault\":\"cut\",\"times\":-1}",
                "{\"fault\":\"cut\",\"times\":\"1\"}",
                "{\"fault\":\"cut\",\"times\":1.5}",
                "{\"fault\":\"cut\",\"times\":4294967297}",
                "{\"fault\":\"cut\",\"times\":99999999999999999999}",
                "{\"fault\":\"slow\",\"millis\":-1}",
                "{\"fault\":\"slow\",\"millis\":60001}",
                "{\"fault\":\"slow\",\"millis\":\"5\"}",
                "{\"fault\":\"clock-skew\",\"millis\":86400001}",
                "{\"fault\":\"clock-skew\",\"millis\":-9223372036854775808}"
            })
    void readWhenOrderIsWrongThenRejectedNamingTheFaults(String json) {
        assertThat(read(json)).isInstanceOfSatisfying(FaultOrder.Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.reason()).contains(Fault.labels());
        });
    }

    @Test
    void readWhenDeeplyNestedThenRejected() {
        assertThat(read("[".repeat(60_000))).isInstanceOf(FaultOrder.Rejected.class);
    }

    @Test
    void readWhenTooLargeThenRejected() {
        String padded = "{\"fault\":\"cut\"}" + " ".repeat(FaultOrderReader.MAX_BYTES);
        assertThat(read(padded))
                .isInstanceOfSatisfying(
                        FaultOrder.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(413));
    }

    private FaultOrder read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
