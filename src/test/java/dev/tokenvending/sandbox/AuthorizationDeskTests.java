package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization endpoint over real HTTP. */
class AuthorizationDeskTests {

    private static final String ATTACK = "\"'><script>alert(1)</script>";

    private final TestTalkdeskId talkdeskId;

    AuthorizationDeskTests() throws IOException {
        talkdeskId = new TestTalkdeskId();
    }

    @BeforeEach
    void start() {
        talkdeskId.server.start();
    }

    @AfterEach
    void close() throws IOException {
        talkdeskId.close();
    }

    @Test
    void authorizeWhenRequestIsGoodThenAPageThatAsks() throws Exception {
        HttpResponse<String> response = talkdeskId.authorize(TestSignIn.query());
        assertPage(response, 200);
        assertThat(response.body())
                .contains("<form method=\"post\">", "<code>" + TestClient.ID + "</code>")
                .contains("<li><code>" + TestClient.SCOPE + "</code></li>", TestSignIn.REDIRECT_URI)
                .contains("value=\"user-ana\" checked", "Ana Silva", "value=\"user-ben\"", "Ben Okafor")
                .contains("value=\"approve\"", "value=\"deny\"", "value=\"fail\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "nonce", "scope"})
    void authorizeWhenParameterMayBeLeftOutThenAPageThatAsks(String name) throws Exception {
        Map<String, String> query = TestSignIn.query();
        query.remove(name);
        assertPage(talkdeskId.authorize(query), 200);
    }

    @Test
    void authorizeWhenParameterIsUnknownThenIgnored() throws Exception {
        assertPage(talkdeskId.authorize(TestSignIn.query("login_hint", "ana")), 200);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, '', client_id is missing",
        "client_id, someone-else, client_id is missing",
        "redirect_uri, '', and is missing or repeated",
        "redirect_uri, http://127.0.0.1:8080/authorization/callback/, redirect_uri has to be exactly",
        "redirect_uri, http://127.0.0.1:8080/authorization/callback?x, redirect_uri has to be exactly",
        "redirect_uri, HTTP://127.0.0.1:8080/authorization/callback, redirect_uri has to be exactly",
        "redirect_uri, https://evil.example.com/, and is https://evil.example.com/",
    })
    void authorizeWhenItIsNotKnownWhereToThenToldOnThePageAlone(String name, String value, String told)
            throws Exception {
        for (HttpResponse<String> response : List.of(
                talkdeskId.authorize(TestSignIn.query(name, value)),
                talkdeskId.decide(TestSignIn.query(name, value), TestSignIn.approval("user-ana")))) {
            assertPage(response, 400);
            assertThat(response.body()).contains(told).doesNotContain("<form");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=sandbox-client", "redirect_uri=" + TestSignIn.REDIRECT_URI})
    void authorizeWhenQueryIsAmbiguousThenToldOnThePageAlone(String more) throws Exception {
        assertPage(get(more), 400);
    }

    /** No client of Java's sends such a thing. */
    @Test
    void readWhenEscapeIsMalformedThenLost() {
        URI good = TestSignIn.uri(talkdeskId.authorizeUri(), TestSignIn.query());
        List<KnownClient> clients = List.of(talkdeskId.client.known());
        var check = new AuthorizationCheck(TestSignIn.REDIRECT_URI);
        assertThat(check.read(good + "&x=%25", clients)).isInstanceOf(AuthorizationRequest.class);
        assertThat(check.read(good + "&x=%zz", clients)).isInstanceOf(AuthorizationReading.Lost.class);
    }

    @Test
    void authorizeWhenNoRedirectUriIsRegisteredThenToldWhatToSet() throws Exception {
        try (var unregistered = new TestTalkdeskId(null)) {
            unregistered.server.start();
            HttpResponse<String> response = unregistered.authorize(TestSignIn.query());
            assertPage(response, 400);
            assertThat(response.body()).contains("set signin.redirect-uri");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, '', invalid_request",
        "response_type, token, unsupported_response_type",
        "response_type, code id_token, unsupported_response_type",
        "scope, unknown:scope, invalid_scope",
        "scope, visual-sessions:execute unknown:scope, invalid_scope",
        "scope, visual-sessions:execute  other:read, invalid_scope",
        "code_challenge_method, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, s256, invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c, invalid_request",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=, invalid_request",
    })
    void authorizeWhenParameterIsWrongThenTheClientIsTold(String name, String value, String error) throws Exception {
        Map<String, String> query = TestSignIn.query(name, value);
        assertError(talkdeskId.authorize(query), error);
        assertError(talkdeskId.decide(query, TestSignIn.approval("user-ana")), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=x", "response_type=code", "nonce=", "unknown=1&unknown=2"})
    void authorizeWhenParameterIsRepeatedThenTheClientIsTold(String more) throws Exception {
        assertError(get(more), "invalid_request");
    }

    @Test
    void authorizeWhenStateIsRepeatedThenTheClientIsToldWithoutOne() throws Exception {
        assertThat(TestSignIn.sentBack(get("state=other")))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("state");
    }

    @Test
    void decideWhenApprovedThenACodeWithStateAndIssuer() throws Exception {
        HttpResponse<String> response = talkdeskId.decide(TestSignIn.query(), TestSignIn.approval("user-ben"));
        assertThat(TestSignIn.sentBack(response))
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "the state")
                .containsEntry("iss", talkdeskId.tokenUri.resolve("/").toString());
        var token = TestTalkdeskId.json(talkdeskId.redeem(TestSignIn.code(response)));
        assertThat(talkdeskId.verified(token).getSubject()).isEqualTo("user-ben");
    }

    @ParameterizedTest
    @CsvSource({"deny, access_denied", "fail, server_error"})
    void decideWhenNotApprovedThenAnError(String decision, String error) throws Exception {
        assertError(talkdeskId.decide(TestSignIn.query(), Map.of("user", "user-ana", "decision", decision)), error);
    }

    @ParameterizedTest
    @CsvSource({"'', approve", "nobody, approve", "user-ana, ''", "user-ana, maybe"})
    void decideWhenFormIsWrongThenToldOnThePage(String user, String decision) throws Exception {
        assertPage(talkdeskId.decide(TestSignIn.query(), Map.of("user", user, "decision", decision)), 400);
    }

    @Test
    void decideWhenNotAFormThenToldOnThePage() throws Exception {
        URI uri = TestSignIn.uri(talkdeskId.authorizeUri(), TestSignIn.query());
        assertPage(talkdeskId.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}"))), 400);
        String large = "a".repeat(TokenForm.MAX_BYTES + 1);
        assertPage(talkdeskId.send(TestTalkdeskId.request(uri).POST(BodyPublishers.ofString(large))), 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS"})
    void authorizeWhenMethodIsAnotherThenNotAllowed(String method) throws Exception {
        URI uri = TestSignIn.uri(talkdeskId.authorizeUri(), TestSignIn.query());
        HttpResponse<String> response =
                talkdeskId.send(HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()));
        assertPage(response, 405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type",
                "client_id",
                "redirect_uri",
                "scope",
                "state",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "unknown"
            })
    void authorizeWhenParameterHoldsAScriptThenItIsNowhereBare(String name) throws Exception {
        Map<String, String> query = TestSignIn.query(name, ATTACK);
        assertNoScript(talkdeskId.authorize(query));
        assertNoScript(talkdeskId.decide(query, TestSignIn.approval("user-ana")));
    }

    @Test
    void authorizeWhenTheRedirectUriHoldsAScriptThenItIsShownEscaped() throws Exception {
        assertThat(talkdeskId
                        .authorize(TestSignIn.query("redirect_uri", ATTACK))
                        .body())
                .contains("&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "decision"})
    void decideWhenFieldHoldsAScriptThenItIsNowhereBare(String name) throws Exception {
        assertNoScript(talkdeskId.decide(
                TestSignIn.query(), name.equals("user") ? TestSignIn.approval(ATTACK) : Map.of("decision", ATTACK)));
    }

    @Test
    void decideWhenStateIsOddThenItComesBackAsItWas() throws Exception {
        String state = ATTACK + " &=+%\r\nSet-Cookie: x=1;ü";
        HttpResponse<String> response =
                talkdeskId.decide(TestSignIn.query("state", state), TestSignIn.approval("user-ana"));
        assertThat(TestSignIn.sentBack(response)).containsEntry("state", state);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** Adds to a query that is good. */
    private HttpResponse<String> get(String more) throws IOException, InterruptedException {
        URI good = TestSignIn.uri(talkdeskId.authorizeUri(), TestSignIn.query());
        return talkdeskId.send(HttpRequest.newBuilder(URI.create(good + "&" + more)));
    }

    private void assertError(HttpResponse<String> response, String error) {
        Map<String, String> sentBack = TestSignIn.sentBack(response);
        assertThat(sentBack)
                .containsOnlyKeys("error", "error_description", "state", "iss")
                .containsEntry("error", error)
                .containsEntry("state", "the state")
                .containsEntry("iss", talkdeskId.tokenUri.resolve("/").toString());
        assertThat(sentBack.get("error_description")).matches("[ !#-\\[\\]-~]+");
    }

    private static void assertPage(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none';"
                        + " form-action http: https:; frame-ancestors 'none'");
        assertThat(response.body())
                .startsWith("<!doctype html>")
                .contains("<html lang=\"en\">", "<meta name=\"viewport\"", "<title>", "<h1>")
                .doesNotContain("<script");
    }

    private static void assertNoScript(HttpResponse<String> response) {
        assertThat(response.body()).doesNotContain("<script", "alert(1)</");
        assertThat(response.headers().firstValue("Location").orElse("")).doesNotContain("<", "\"", "'");
    }
}
