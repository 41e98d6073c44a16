package dev.tokenvending.audit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Sabotage;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.reload.Configurations;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Every request under {@code /token} leaves one line, whatever becomes of it; no other request leaves any. */
@WholeApp
class AuditTrailTests {

    private final int port;
    private final Sabotage sabotage;
    private final Configurations configurations;
    private final String id = UUID.randomUUID().toString();
    private AuditLines audit = AuditLines.open();

    AuditTrailTests(
            @Value("${local.server.port}") int port,
            @Autowired Sabotage sabotage,
            @Autowired Configurations configurations) {
        this.port = port;
        this.sabotage = sabotage;
        this.configurations = configurations;
    }

    @AfterEach
    void noLineHoldsASecret() {
        audit.close();
        assertThat(audit.all())
                .noneMatch(line -> line.contains(Talkdesk.TOKEN)
                        || line.contains(WholeApp.PASSWORD)
                        || line.contains("canary")
                        || line.contains(Talkdesk.PRIVATE_KEY));
    }

    @Test
    void requestWhenVendedThenLineSaysWhatToWhom() {
        Instant before = Instant.now();
        JsonNode line = lineOf(Wire.get("/token?format=text").asCaller(), 200);
        assertThat(line.propertyNames())
                .containsExactly(
                        "schema",
                        "time",
                        "event",
                        "request_id",
                        "method",
                        "outcome",
                        "status",
                        "client_address",
                        "caller_kind",
                        "caller_id",
                        "app",
                        "account",
                        "scope",
                        "token_sha256",
                        "reused",
                        "expires_in",
                        "configuration",
                        "duration_ms",
                        "decide_ms",
                        "wait_ms",
                        "sign_ms",
                        "upstream_ms");
        assertThat(Instant.parse(line.path("time").stringValue())).isBetween(before, Instant.now());
        assertLine(line, "event", "token_request");
        assertLine(line, "outcome", "vended");
        assertLine(line, "method", "GET");
        assertLine(line, "client_address", "127.0.0.1");
        assertLine(line, "configuration", configurations.current().version().toString());
        assertLine(line, "caller_kind", "basic");
        assertLine(line, "caller_id", WholeApp.CALLER);
        assertLine(line, "app", "example-app-ios");
        assertLine(line, "account", "acme");
        assertLine(line, "scope", Talkdesk.SCOPE);
        assertLine(line, "token_sha256", Fingerprint.of(Talkdesk.TOKEN).hex());
        assertThat(line.path("reused").booleanValue()).isFalse();
        assertThat(line.path("expires_in").intValue()).isBetween(590, 600);
        assertThat(line.path("duration_ms").longValue()).isNotNegative();
        assertThat(line.path("sign_ms").doubleValue()).isPositive();
        assertThat(line.path("upstream_ms").doubleValue()).isPositive();
    }

    @Test
    void requestWhenPartOfATraceThenLineNamesIt() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Wire request = Wire.get("/token").asCaller().with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        assertLine(lineOf(request, 200), "trace_id", trace);
    }

    @Test
    void postWhenVendedThenLineSays201() {
        JsonNode line = lineOf(Wire.post("/token/sdk-page/").asCaller(), 201);
        assertLine(line, "outcome", "vended");
        assertLine(line, "method", "POST");
        assertLine(line, "app", "sdk-page");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /token?format=xml, 400, invalid_request",
        "GET, /token?x=%zz, 400, invalid_request",
        "GET, /token//, 400, invalid_request",
        "GET, /token;x, 400, invalid_request",
        "GET, //token, 400, invalid_request",
        "GET, /token/../token, 400, invalid_request",
        "FOO, /token, 400, invalid_request",
        "GET, /token/none, 404, unknown_app",
        "GET, /token/a/b/c, 404, unknown_app",
        "GET, /token/%54%4f, 404, unknown_app",
        "HEAD, /token, 405, method_not_allowed",
        "PUT, /token/example-app-ios, 405, method_not_allowed",
        "TRACE, /token, 405, method_not_allowed",
    })
    void requestWhenRefusedThenLineNamesTheCode(String method, String target, int status, String code) {
        JsonNode line = lineOf(Wire.of(method, target).asCaller(), status);
        assertLine(line, "outcome", code);
        assertLine(line, "method", method);
        assertThat(line.has("token_sha256")).isFalse();
        assertThat(line.has("expires_in")).isFalse();
    }

    /** The caller is told nothing of it; this is where it is written. */
    @Test
    void requestWhenUnauthenticatedThenLineSaysWhy() {
        assertUnauthenticated(Wire.get("/token"), "no_credential");
        assertUnauthenticated(Wire.get("/token").as("nobody", "canary-password"), "unknown_user");
        assertUnauthenticated(Wire.get("/token").as(WholeApp.CALLER, "canary-password"), "wrong_password");
        assertUnauthenticated(Wire.get("/token").with("Authorization", "Bearer canary"), "malformed_token");
        assertUnauthenticated(Wire.get("/token").with("Authorization", "Basic !canary!"), "malformed_credential");
        assertUnauthenticated(Wire.get("/token").with("Authorization", "Basic"), "malformed_credential");
    }

    @Test
    void requestWhenTwoCredentialsThenLineSaysSo() {
        JsonNode line = lineOf(Wire.get("/token").asCaller().asCaller(), 400);
        assertLine(line, "outcome", "invalid_request");
        assertLine(line, "reason", "two_credentials");
    }

    @Test
    void requestWhenDeniedThenLineSaysWhyAndToWhom() {
        JsonNode line = lineOf(Wire.get("/token/keys-only").asCaller(), 403);
        assertLine(line, "outcome", "denied");
        assertLine(line, "reason", "caller_not_of_app");
        assertLine(line, "caller_id", WholeApp.CALLER);
        assertLine(line, "app", "keys-only");
    }

    @Test
    void requestWhenNothingIsAcceptableThenLine() {
        JsonNode line = lineOf(Wire.get("/token").asCaller().with("Accept", "image/png"), 406);
        assertLine(line, "outcome", "not_acceptable");
        assertLine(line, "caller_id", WholeApp.CALLER);
    }

    @Test
    void requestWhenBodyIsTooLargeThenLine() {
        JsonNode line = lineOf(Wire.post("/token").asCaller().with("Content-Length", "2000000"), 413);
        assertLine(line, "outcome", "too_large");
    }

    @Test
    void requestWhenTalkdeskRefusesThenLineNamesItsError() {
        Talkdesk.answers(401, """
            {"error":"invalid_client","error_description":"canary"}\
            """);
        JsonNode line = lineOf(Wire.get("/token").asCaller(), 502);
        assertLine(line, "outcome", "upstream_rejected");
        assertLine(line, "reason", "refused");
        assertLine(line, "upstream_error", "invalid_client");
        assertThat(line.path("upstream_status").intValue()).isEqualTo(401);
        assertLine(line, "app", "example-app-ios");
        assertLine(line, "scope", Talkdesk.SCOPE);
    }

    @Test
    void requestWhenTalkdeskIsUnwellThenLineNamesItsStatus() {
        Talkdesk.answers(500, "<html>canary</html>");
        JsonNode line = lineOf(Wire.get("/token").asCaller(), 503);
        assertLine(line, "outcome", "upstream_unavailable");
        assertLine(line, "reason", "http_500");
        assertThat(line.path("upstream_status").intValue()).isEqualTo(500);
        assertThat(line.has("upstream_error")).isFalse();
    }

    @Test
    void requestWhenTalkdeskIsSilentThenLine() {
        Talkdesk.answers(aResponse().withFixedDelay(60_000));
        JsonNode line = lineOf(Wire.get("/token").asCaller(), 504);
        assertLine(line, "outcome", "upstream_timeout");
        assertLine(line, "reason", "timeout");
    }

    @Test
    void requestWhenSurpriseInExchangeThenLine() {
        sabotage.ofExchange(new IllegalStateException("canary"));
        assertLine(lineOf(Wire.get("/token").asCaller(), 500), "outcome", "internal_error");
    }

    @Test
    void requestWhenSurpriseInFilterThenLine() {
        sabotage.ofFilter(new IllegalStateException("canary"));
        JsonNode line = lineOf(Wire.get("/token").asCaller(), 500);
        assertLine(line, "outcome", "internal_error");
        assertLine(line, "caller_id", WholeApp.CALLER);
    }

    /** A caller's name is the caller's to choose: it may not start a line of its own. */
    @Test
    void requestWhenCallersNameHoldsALineEndThenStillOneLine() {
        JsonNode line = lineOf(Wire.get("/token").as("a\r\n{\"outcome\":\"vended\"}", "x"), 401);
        assertLine(line, "outcome", "unauthenticated");
        assertThat(audit.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/style.css", "/none", "/tokens", "/error"})
    void requestWhenNotForATokenThenNoLine(String target) {
        RawAnswer other = Wire.get(target).asCaller().named("other").to(port);
        assertThat(other.header("X-Request-Id")).isEqualTo("other");
        lineOf(Wire.get("/token").asCaller(), 200);
        assertThat(audit.all()).hasSize(1);
    }

    @Test
    void requestWhenThereAreManyThenOneLineEach() {
        List<String> ids = List.of("one-" + id, "two-" + id, "three-" + id);
        ids.forEach(name -> Wire.get("/token").asCaller().named(name).to(port));
        ids.forEach(name -> assertLine(audit.about(name), "outcome", "vended"));
        assertThat(audit.all()).hasSize(3);
    }

    private void assertUnauthenticated(Wire request, String reason) {
        audit.close();
        audit = AuditLines.open();
        JsonNode line = lineOf(request, 401);
        assertLine(line, "outcome", "unauthenticated");
        assertLine(line, "reason", reason);
        assertThat(line.has("caller_id")).isFalse();
    }

    private JsonNode lineOf(Wire request, int status) {
        RawAnswer answer = request.named(id).to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode line = audit.about(id);
        assertThat(line.path("status").intValue()).isEqualTo(status);
        return line;
    }

    private static void assertLine(JsonNode line, String member, String value) {
        assertThat(line.path(member).stringValue()).as(line.toString()).isEqualTo(value);
    }
}
