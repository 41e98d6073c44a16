package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** The caretaker's door, with the operators' login set. */
@WholeApp
class OperationsTests {

    private final int port;

    OperationsTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthWhenAnybodyAsksThenStatusWordOnly(String target) {
        RawAnswer answer = Wire.get(target).to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").stringValue()).isEqualTo("UP");
        assertThat(answer.members()).containsExactly("status");
        assertThat(asOperator(target).body()).isEqualTo(answer.body());
        assertThat(Talkdesk.calls()).isZero();
    }

    /** Incident: a pod is restarted because somebody else is down. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthWhenTalkdeskIsDownThenUnchanged(String target) {
        String before = Wire.get(target).to(port).body();
        Talkdesk.answers(401, "{}");
        assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(502);
        Talkdesk.answers(500, "");
        for (int i = 0; i < 20; i++) {
            assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(503);
        }
        RawAnswer answer = Wire.get(target).to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/accounts", "/actuator/info", "/actuator/prometheus", "/actuator/metrics", "/actuator"
            })
    void endpointWhenOperatorAsksThenAnswered(String target) {
        assertThat(asOperator(target).status()).isEqualTo(200);
        assertThat(asOperator(target).headers("Set-Cookie")).isEmpty();
        assertRefused(Wire.get(target).to(port));
        assertRefused(Wire.get(target).asCaller().to(port));
        assertRefused(Wire.get(target).as(WholeApp.OPERATOR, "wrong").to(port));
        assertRefused(Wire.get(target).as("", WholeApp.OPERATORS_PASSWORD).to(port));
        assertRefused(Wire.get(target + "/").to(port));
    }

    @Test
    void accountsWhenOperatorAsksThenThoseOfTheSettingsWithoutASecret() {
        assertThat(Wire.get("/token").asCaller().to(port).status()).isEqualTo(200);
        RawAnswer answer = asOperator("/actuator/accounts");
        JsonNode account = answer.json().path("configured").path(0);
        assertThat(account.path("account").stringValue()).isEqualTo("acme");
        assertThat(account.path("clientId").stringValue()).isEqualTo("client-7f3a");
        assertThat(account.path("credential").stringValue()).isEqualTo("key-7f3a");
        assertThat(account.path("method").stringValue()).isEqualTo("ES256");
        assertThat(account.path("lastTokenSecondsAgo").isIntegralNumber()).isTrue();
        assertThat(answer.body()).doesNotContain(Talkdesk.PRIVATE_KEY);
        assertThat(answer.json().path("installed").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , ,", "*/*", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"})
    void prometheusWhenNoFormatOfItsOwnIsAskedForThenAnswered(String accept) {
        RawAnswer answer = Wire.get("/actuator/prometheus")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .with("Accept", accept)
                .to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("jvm_memory_used_bytes");
    }

    /** What is not exposed does not exist, not even for operators. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "heapdump",
                "threaddump",
                "loggers",
                "configprops",
                "beans",
                "mappings",
                "shutdown",
                "conditions",
                "scheduledtasks",
                "httpexchanges",
                "startup",
                "sbom",
                "logfile",
                "caches",
                "health/ping",
                "health/diskSpace",
                "none",
            })
    void endpointWhenNotExposedThenThereIsNothing(String endpoint) {
        assertThat(asOperator("/actuator/" + endpoint).status()).isEqualTo(404);
        assertRefused(Wire.get("/actuator/" + endpoint).to(port));
        assertRefused(Wire.get("/actuator/" + endpoint).asCaller().to(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void healthWhenMethodIsNotForReadingThenRefused(String method) {
        RawAnswer answer = Wire.of(method, "/actuator/health").to(port);
        assertThat(answer.status()).isIn(200, 400, 401, 403, 404, 405);
        assertThat(answer.body()).doesNotContain("Host:", "UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health?x=%zz",
                "/actuator/health?%",
                "/actuator/health/readiness?x=%ff",
                "/?x=%zz",
                "/style.css?x=%zz",
            })
    void openPageWhenQueryIsMalformedThenNoSurprise(String target) {
        assertThat(Wire.get(target).to(port).status()).isIn(200, 400);
    }

    @Test
    void metricsWhenQueryIsMalformedThenNoSurprise() {
        assertThat(asOperator("/actuator/metrics?tag=%zz").status()).isIn(200, 400);
        assertThat(asOperator("/actuator/metrics/none").status()).isEqualTo(404);
        assertThat(asOperator("/actuator/metrics/jvm.memory.used?tag=nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void tokenWhenOperatorAsksThenUnauthenticated() {
        assertThat(asOperator("/token").status()).isEqualTo(401);
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void homeWhenAnybodyAsksThenStaticPageWithoutScript() {
        RawAnswer answer = Wire.get("/").to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("curl -u").doesNotContainIgnoringCase("<script");
        assertThat(answer.body()).doesNotContain(WholeApp.PASSWORD, WholeApp.CALLER, Talkdesk.tokenUri());
        assertThat(Wire.get("/style.css").to(port).status()).isEqualTo(200);
        assertThat(Wire.get("/index.html").to(port).body()).isEqualTo(answer.body());
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void homeWhenOnlyItsHeadIsAskedForThenThatAlone() {
        RawAnswer answer = Wire.of("HEAD", "/").to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    /** Browsers ask for it by themselves; there is none, and no login window pops up for it. */
    @Test
    void iconWhenBrowserAsksThenNotFound() {
        RawAnswer answer = Wire.get("/favicon.ico").to(port);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/error",
                "/login",
                "/logout",
                "/sandbox/faults",
                "/sandbox/",
                "/sandbox/openapi.yaml",
                "/sandbox/try.js",
                "/openapi.yaml",
                "/application.yaml",
                "/actuatorx"
            })
    void pageWhenThereIsNoneThenNotFoundWhateverTheCredential(String target) {
        RawAnswer answer = Wire.get(target).named("same").to(port);
        assertThat(Wire.get(target).named("same").asCaller().to(port).body()).isEqualTo(answer.body());
        assertThat(Wire.get(target)
                        .named("same")
                        .as("nobody", "nothing")
                        .to(port)
                        .body())
                .isEqualTo(answer.body());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("code").stringValue()).isEqualTo("not_found");
    }

    @Test
    void endpointWhenTwoCredentialsThenInvalidRequest() {
        String operator = Wire.basic(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD);
        RawAnswer answer = Wire.get("/actuator/info")
                .with("Authorization", operator)
                .with("Authorization", Wire.basic("nobody", "nothing"))
                .to(port);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("invalid_request");
    }

    private RawAnswer asOperator(String target) {
        return Wire.get(target)
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port);
    }

    private static void assertRefused(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"operations\"");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
    }
}
