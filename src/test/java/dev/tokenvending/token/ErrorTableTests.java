package dev.tokenvending.token;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Sabotage;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Every error a caller can meet, over the wire. */
@WholeApp
class ErrorTableTests {

    private final int port;
    private final Sabotage sabotage;

    ErrorTableTests(@Value("${local.server.port}") int port, @Autowired Sabotage sabotage) {
        this.port = port;
        this.sabotage = sabotage;
    }

    @Test
    void getWhenParameterIsWrongThenInvalidRequest() {
        RawAnswer answer = Wire.get("/token?format=xml").asCaller().to(port);
        assertProblem(answer, "invalid_request", "format must be json or text.");
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenCredentialIsMissingThenUnauthenticated() {
        RawAnswer answer = Wire.get("/token").to(port);
        assertProblem(answer, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Basic realm=\"talkdesk-token-vending\", charset=\"UTF-8\"");
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void requestWhenCallerIsNotOfTheAppThenDenied(String method) {
        assertProblem(Wire.of(method, "/token/keys-only").asCaller().to(port), "denied");
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, /token/no-such-app", "POST, /token/no-such-app/", "GET, /token/default", "POST, /token/a/b/c"})
    void requestWhenAppIsUnknownThenUnknownApp(String method, String target) {
        assertProblem(Wire.of(method, target).asCaller().to(port), "unknown_app");
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenAppIsUnknownAndSoIsTheCallerThenUnauthenticated() {
        assertProblem(Wire.get("/token/no-such-app").to(port), "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
    void requestWhenMethodIsNotServedThenAllowTellsWhichAre(String method) {
        for (String target : new String[] {"/token", "/token/", "/token/example-app-ios", "/token/no-such-app"}) {
            RawAnswer answer = Wire.of(method, target).asCaller().to(port);
            assertProblem(answer, "method_not_allowed");
            assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        }
        assertThat(Talkdesk.calls()).isZero();
    }

    /** Incident: whatever answers GET answers HEAD too, and a prefetch makes tokens nobody asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"/token", "/token/", "/token/example-app-ios", "/token/sdk-page/", "/token?format=text"})
    void headWhenGetWouldMintThenNothingIsMinted(String target) {
        RawAnswer answer = Wire.of("HEAD", target).asCaller().to(port);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, image/png", "POST, text/plain", "GET, 'application/json;q=0, text/plain;q=0'", "GET, nonsense"})
    void requestWhenNothingAcceptableCanBeWrittenThenNotAcceptable(String method, String accept) {
        RawAnswer answer =
                Wire.of(method, "/token").asCaller().with("Accept", accept).to(port);
        assertProblem(answer, "not_acceptable");
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html", "nonsense", "*/*;q=0"})
    void getWhenProblemIsNotAcceptableEitherThenProblemAllTheSame(String accept) {
        assertProblem(Wire.get("/token").with("Accept", accept).to(port), "unauthenticated");
    }

    @Test
    void postWhenBodyIsHugeThenTooLarge() {
        RawAnswer answer = Wire.post("/token")
                .asCaller()
                .sending("x".repeat(1024 * 1024 + 1))
                .to(port);
        assertProblem(answer, "too_large");
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenExchangeFailsByOurDefectThenInternalError() {
        sabotage.ofExchange(new IllegalStateException("canary-of-the-exchange"));
        assertInternalError(Wire.get("/token").asCaller().to(port));
        assertThat(Talkdesk.calls()).isZero();
        assertThat(Wire.get("/token").asCaller().to(port).status())
                .as("and nothing stays broken")
                .isEqualTo(200);
    }

    @Test
    void getWhenFilterFailsByOurDefectThenInternalError() {
        sabotage.ofFilter(new IllegalStateException("canary-of-the-filter"));
        assertInternalError(Wire.get("/token").asCaller().to(port));
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 410, 418, 422, 451, 499})
    void getWhenTalkdeskRefusesThenUpstreamRejected(int status) {
        Talkdesk.answers(status, """
            {"error":"invalid_client","error_description":"canary-of-the-description"}\
            """);
        RawAnswer answer = Wire.get("/token").asCaller().to(port);
        assertProblem(answer, "upstream_rejected");
        assertThat(answer.headers("Retry-After")).isEmpty();
        assertThat(answer.head() + answer.body()).doesNotContain("canary", "invalid_client");
        assertThat(Talkdesk.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 307, 408, 429, 500, 501, 502, 503, 504, 599})
    void getWhenTalkdeskIsUnwellThenUpstreamUnavailable(int status) {
        Talkdesk.answers(aResponse()
                .withStatus(status)
                .withHeader("Location", Talkdesk.tokenUri() + "/elsewhere")
                .withBody(status == 204 ? "" : "<html>canary-of-the-page</html>"));
        RawAnswer answer = Wire.post("/token").asCaller().to(port);
        assertUnavailable(answer, "5");
        assertThat(answer.body()).doesNotContain("canary");
        assertThat(Talkdesk.calls()).isEqualTo(status >= 502 && status <= 504 ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "0, 5", "-1, 5", "soon, 5", "99999999999999999999, 5", "300, 300", "301, 5"})
    void getWhenTalkdeskNamesAWaitThenSensibleOnesArePassedOn(String theirs, String ours) {
        Talkdesk.answers(aResponse().withStatus(429).withHeader("Retry-After", theirs));
        assertUnavailable(Wire.get("/token").asCaller().to(port), ours);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void getWhenConnectionBreaksThenUpstreamUnavailable(Fault fault) {
        Talkdesk.answers(aResponse().withFault(fault));
        assertUnavailable(Wire.get("/token").asCaller().to(port), "5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "\"token\"",
                "<html></html>",
                "{\"access_token\":\"t\"",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\",\"expires_in\":600}",
                "{\"access_token\":\"a b\",\"token_type\":\"Bearer\",\"expires_in\":600}",
                "{\"access_token\":\"a\\nb\",\"token_type\":\"Bearer\",\"expires_in\":600}",
                "{\"access_token\":7,\"token_type\":\"Bearer\",\"expires_in\":600}",
                "{\"access_token\":\"t\",\"token_type\":\"mac\",\"expires_in\":600}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":0}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":\"600\"}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600}{}",
            })
    void getWhenTalkdeskGrantsNothingUsableThenUpstreamUnavailable(String body) {
        Talkdesk.answers(200, body);
        assertUnavailable(Wire.get("/token").asCaller().to(port), "5");
    }

    @Test
    void getWhenTalkdeskGrantsMoreThanAskedThenUpstreamRejected() {
        Talkdesk.answers(200, Talkdesk.granting(Talkdesk.TOKEN).replace(Talkdesk.SCOPE, Talkdesk.SCOPE + " all:write"));
        RawAnswer answer = Wire.get("/token").asCaller().to(port);
        assertProblem(answer, "upstream_rejected");
        assertThat(answer.body()).doesNotContain(Talkdesk.TOKEN);
    }

    @Test
    void getWhenTalkdeskIsSilentThenUpstreamTimeout() {
        Talkdesk.answers(aResponse().withFixedDelay(60_000));
        assertProblem(Wire.get("/token").asCaller().to(port), "upstream_timeout");
    }

    private static void assertUnavailable(RawAnswer answer, String retryAfter) {
        assertProblem(answer, "upstream_unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    }

    private static void assertInternalError(RawAnswer answer) {
        assertProblem(answer, "internal_error");
        assertThat(answer.head() + answer.body()).doesNotContain("canary", "Exception", "dev.tokenvending", "\tat ");
    }
}
