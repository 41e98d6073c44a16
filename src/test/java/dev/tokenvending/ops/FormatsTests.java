package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** What {@code Accept} chooses at the caretaker's door. */
@WholeApp
class FormatsTests {

    private static final String ACTUATOR = "application/vnd.spring-boot.actuator.v3+json";

    private final int port;

    FormatsTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/accounts",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/ops",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/metrics/jvm.threads.live",
                "/actuator/reload",
            })
    void getWhenJsonIsAskedForThenJson(String target) {
        assertType(asOperator(target, "application/json"), "application/json");
        assertType(asOperator(target, "*/*"), ACTUATOR);
        assertThat(asOperator(target, "image/png").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain",
        "application/openmetrics-text, application/openmetrics-text",
        "application/vnd.google.protobuf, application/vnd.google.protobuf",
    })
    void prometheusWhenFormatIsAskedForThenThatOne(String accept, String type) {
        assertType(asOperator("/actuator/prometheus", accept), type);
    }

    private static void assertType(RawAnswer answer, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type").split(";", 2)[0]).isEqualTo(type);
    }

    private RawAnswer asOperator(String target, String accept) {
        return Wire.get(target)
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .with("Accept", accept)
                .to(port);
    }
}
