package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** What operators do leaves a line, and so does who is not one. */
@WholeApp
class OperatorAuditTests {

    private final int port;
    private final AuditLog log;
    private final String id = UUID.randomUUID().toString();
    private final AuditLines audit = AuditLines.open();

    OperatorAuditTests(@Value("${local.server.port}") int port, @Autowired AuditLog log) {
        this.port = port;
        this.log = log;
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, explain, 200, done",
        "POST, explain?x=1, 200, done",
        "GET, accounts, 200, done",
        "POST, none, 404, not_found",
        "POST, prometheus, 405, method_not_allowed",
    })
    void requestWhenAnOperatorDoesSomethingThenOneLine(String method, String target, int status, String outcome) {
        JsonNode line = lineOf(asOperator(Wire.of(method, "/actuator/" + target)), status);
        assertThat(line.path("event").stringValue()).isEqualTo("operator_request");
        assertThat(line.path("method").stringValue()).isEqualTo(method);
        assertThat(line.path("endpoint").stringValue()).isEqualTo(target.replace("?x=1", ""));
        assertThat(line.path("outcome").stringValue()).isEqualTo(outcome);
        assertThat(line.path("client_address").stringValue()).isEqualTo("127.0.0.1");
        assertThat(line.path("configuration").stringValue()).startsWith("sha256:");
        assertThat(line.has("reason")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "info", "metrics", "health/ops", "health", "health/readiness"})
    void requestWhenAnOperatorLooksAtFiguresThenNoLine(String endpoint) {
        assertThat(asOperator(Wire.get("/actuator/" + endpoint))
                        .named("other")
                        .to(port)
                        .status())
                .isEqualTo(200);
        lineOf(asOperator(Wire.get("/actuator/accounts")), 200);
        assertThat(audit.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%61ctuator/accounts", "/%61ctuator/%61ccounts"})
    void requestWhenThePathIsSpeltInAnotherWayThenOneLineAllTheSame(String path) {
        JsonNode line = lineOf(asOperator(Wire.get(path)), 200);
        assertThat(line.path("endpoint").stringValue()).isEqualTo("accounts");
    }

    @Test
    void requestWhenTheLoginIsWrongThenALineWithoutIt() {
        JsonNode line = lineOf(Wire.get("/actuator/prometheus").as("some-name", "c4nary-word"), 401);
        assertThat(line.path("outcome").stringValue()).isEqualTo("unauthenticated");
        assertThat(line.path("reason").stringValue()).isEqualTo("wrong_login");
        assertThat(line.toString()).doesNotContain("c4nary", "some-name");
    }

    @Test
    void requestWhenThereIsNoLoginThenALine() {
        assertThat(lineOf(Wire.get("/actuator/health/ops"), 401).path("reason").stringValue())
                .isEqualTo("no_login");
    }

    @Test
    void requestWhenThePathIsLongThenItIsCut() {
        JsonNode line = lineOf(Wire.get("/actuator/accounts/" + "x".repeat(1000)), 401);
        assertThat(line.path("endpoint").stringValue()).isEqualTo("accounts/" + "x".repeat(55));
    }

    @ParameterizedTest
    @CsvSource({
        "T3BlcmF0b3I6cGFzc3dvcmQ, other",
        "metricsT3BlcmF0b3I6cGFzc3dvcmQ, other",
        "metrics/T3BlcmF0b3I6cGFzc3dvcmQ, metrics",
        "metrics/jvm.memory.used/T3BlcmF0b3I6cGFzc3dvcmQ, metrics/jvm.memory.used",
        "health/ops, health/ops",
    })
    void requestWhenThePathGoesOnLikeNoneOfOursThenThatIsNotWrittenDown(String path, String endpoint) {
        assertThat(lineOf(Wire.get("/actuator/" + path), 401).path("endpoint").stringValue())
                .isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%61ctuator/none", "/%74oken"})
    void requestWhenTheMethodIsLongThenItIsCut(String path) {
        JsonNode line = lineOf(Wire.of("X".repeat(1000), path), 400);
        assertThat(line.path("method").stringValue()).isEqualTo("X".repeat(32));
    }

    @Test
    void requestWhenOutputIsStuckThenNothingIsDoneAndFiguresAreShown() {
        long dropped = log.dropped();
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            int waiting = log.waiting();
            RawAnswer answer = asOperator(Wire.get("/actuator/accounts")).to(port);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("upstream_unavailable");
            assertThat(asOperator(Wire.get("/actuator/prometheus")).to(port).status())
                    .isEqualTo(200);
            // A flood of these must not fill the memory.
            assertThat(Wire.get("/actuator/prometheus").to(port).status()).isEqualTo(401);
            await().until(() -> log.dropped() == dropped + 1);
            assertThat(log.waiting()).isEqualTo(waiting);
        }
    }

    private static Wire asOperator(Wire request) {
        return request.as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .sending("{\"app\":\"example-app-ios\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}");
    }

    private JsonNode lineOf(Wire request, int status) {
        RawAnswer answer = request.named(id).to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode line = audit.about(id);
        assertThat(line.path("status").intValue()).isEqualTo(status);
        return line;
    }
}
