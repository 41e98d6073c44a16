package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** The caretaker's door while nobody has set the operators' login. */
@SandboxApp
class OperationsWithoutLoginTests {

    private final int port;

    OperationsWithoutLoginTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthWhenAnybodyAsksThenStatusWordOnly(String target) {
        RawAnswer answer = Wire.get(target).to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/info", "/prometheus", "/metrics", "/env", "/heapdump", "/loggers", "/none"})
    void endpointWhenNobodyMayThenUnauthenticated(String endpoint) {
        String target = "/actuator" + endpoint;
        assertRefused(Wire.get(target).to(port));
        assertRefused(Wire.get(target).as("", "").to(port));
        assertRefused(Wire.get(target).as("null", "null").to(port));
        assertRefused(
                Wire.get(target).as(SandboxApp.CALLER, SandboxApp.PASSWORD).to(port));
    }

    private static void assertRefused(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.members()).containsExactly("type", "title", "status", "detail", "code", "request_id");
    }
}
