package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app calls after an event, over real HTTP. */
class AppCallsTests {

    private static final String STATE = "/apps/app-1/installations/inst-1/state";
    private static final String APPROVE = "{'state':'approve'}";
    private static final String ACKNOWLEDGED = "{'state':'acknowledged'}";

    private final TestAppConnect sandbox = TestAppConnect.usual();
    private final InstalledClient client;

    AppCallsTests() throws Exception {
        client = sandbox.install("inst-1");
    }

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void stateWhenApprovedOrRejectedThenRemembered() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        assertThat(sandbox.post(STATE, bearer, APPROVE).statusCode()).isEqualTo(200);
        assertThat(sandbox.post(STATE, bearer, "{'state':'reject','reason':'no licence'}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(acknowledgements())
                .containsExactly(
                        new Acknowledgement(null, "approve", null, sandbox.clock.instant()),
                        new Acknowledgement(null, "reject", "no licence", sandbox.clock.instant()));
    }

    @Test
    void credentialsWhenAcknowledgedThenOnceOnly() throws Exception {
        InstalledClient rotated = sandbox.rotate("inst-1");
        String bearer = sandbox.bearer(rotated, "apps:write");
        assertThat(sandbox.post(credentials(rotated.id()), bearer, ACKNOWLEDGED).statusCode())
                .isEqualTo(202);
        TestTalkdeskId.assertRefused(sandbox.post(credentials(rotated.id()), bearer, ACKNOWLEDGED), 409, "conflict");
        assertThat(acknowledgements())
                .containsExactly(new Acknowledgement(rotated.id(), "acknowledged", null, sandbox.clock.instant()));
    }

    @Test
    void credentialsWhenClientIsUnknownThenNotFound() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        TestTalkdeskId.assertRefused(sandbox.post(credentials("unknown"), bearer, ACKNOWLEDGED), 404, "not_found");
        assertThat(acknowledgements()).isEmpty();
    }

    @Test
    void callWhenTokenIsNotOfTheInstallationThenUnauthorized() throws Exception {
        InstalledClient stranger = sandbox.install("inst-2");
        String foreign = sandbox.bearer(stranger, "apps:write");
        HttpResponse<String> account =
                sandbox.token(URI.create(sandbox.root + "/oauth/token"), sandbox.account.form(sandbox.clock.instant()));
        String accounts =
                "Bearer " + TestTalkdeskId.json(account).path("access_token").asString();
        var forged = stranger.form(sandbox.clock.instant(), "").get("client_assertion");
        for (String token : List.of(foreign, accounts, "Bearer " + forged, "Bearer x", "Bearer ", "Basic eA==")) {
            assertUnauthorized(sandbox.post(STATE, token, APPROVE));
            assertUnauthorized(sandbox.post(credentials(client.id()), token, ACKNOWLEDGED));
        }
        assertUnauthorized(sandbox.post(STATE, null, APPROVE));
        assertUnauthorized(sandbox.get("/apps/app-1/events/" + lastEventId(), null));
        assertThat(acknowledgements()).isEmpty();
    }

    @Test
    void callWhenTokenHasExpiredThenUnauthorized() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        sandbox.clock.advance(AccessTokens.LIFE.minusSeconds(1));
        assertThat(sandbox.post(STATE, bearer, APPROVE).statusCode()).isEqualTo(200);
        sandbox.clock.advance(AccessTokens.LIFE.dividedBy(600));
        assertUnauthorized(sandbox.post(STATE, bearer, APPROVE));
    }

    @Test
    void callWhenAppIsUninstalledThenUnauthorized() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        sandbox.tell("app.uninstalled", "inst-1");
        assertUnauthorized(sandbox.post(STATE, bearer, APPROVE));
    }

    @Test
    void callWhenScopeIsMissingThenForbidden() throws Exception {
        String bearer = sandbox.bearer(client, "visual-sessions:execute");
        String eventId = lastEventId();
        TestTalkdeskId.assertRefused(sandbox.post(STATE, bearer, APPROVE), 403, "insufficient_scope");
        TestTalkdeskId.assertRefused(
                sandbox.post(credentials(client.id()), bearer, ACKNOWLEDGED), 403, "insufficient_scope");
        TestTalkdeskId.assertRefused(sandbox.get("/apps/app-1/events/" + eventId, bearer), 403, "insufficient_scope");
        assertThat(acknowledgements()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apps/app-1/installations/inst-2/state",
                "/apps/app-2/installations/inst-1/state",
                "/apps/app-2/installations/inst-1/credentials/x/state",
                "/apps/app-1/installations/inst-1/status",
                "/apps/app-1/installations/inst-1/state/"
            })
    void postWhenThereIsNoSuchThingThenNotFound(String path) throws Exception {
        TestTalkdeskId.assertRefused(
                sandbox.post(path, sandbox.bearer(client, "apps:write"), APPROVE), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "state=approve",
                "[]",
                "{}",
                "{'state':'acknowledged'}",
                "{'state':'approved'}",
                "{'state':null}",
                "{'state':1}",
                "{'state':'approve','why':'x'}",
                "{'state':'approve','reason':1}",
                "{'state':'approve','state':'approve'}"
            })
    void stateWhenBodyIsWrongThenRefused(String body) throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        TestTalkdeskId.assertRefused(sandbox.post(STATE, bearer, body), 400, "invalid_request");
        assertThat(acknowledgements()).isEmpty();
    }

    @Test
    void stateWhenBodyIsLongThenRefused() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        String reason = "{'state':'reject','reason':'%s'}";
        assertThat(sandbox.post(STATE, bearer, reason.formatted("x".repeat(1_000)))
                        .statusCode())
                .isEqualTo(200);
        TestTalkdeskId.assertRefused(
                sandbox.post(STATE, bearer, reason.formatted("x".repeat(1_001))), 400, "invalid_request");
        TestTalkdeskId.assertRefused(
                sandbox.post(STATE, bearer, reason.formatted("x".repeat(StateNote.MAX_BYTES))), 413, "invalid_request");
    }

    @Test
    void stateWhenContentTypeIsNotJsonThenRefused() throws Exception {
        String bearer = sandbox.bearer(client, "apps:write");
        var request = sandbox.request(STATE, bearer).POST(BodyPublishers.ofString("{\"state\":\"approve\"}"));
        TestTalkdeskId.assertRefused(sandbox.send(request), 400, "invalid_request");
        TestTalkdeskId.assertRefused(
                sandbox.send(request.header("Content-Type", "text/plain")), 400, "invalid_request");
    }

    @Test
    void credentialsWhenStateIsOfInstallationsThenRefused() throws Exception {
        TestTalkdeskId.assertRefused(
                sandbox.post(credentials(client.id()), sandbox.bearer(client, "apps:write"), APPROVE),
                400,
                "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /apps/app-1/installations/inst-1/state, POST",
        "GET, /apps/app-1/installations/inst-1/credentials/x/state, POST",
        "POST, /apps/app-1/events/x, GET"
    })
    void callWhenMethodIsWrongThenRefused(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response =
                sandbox.send(sandbox.request(path, null).method(method, BodyPublishers.noBody()));
        TestTalkdeskId.assertRefused(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
    }

    @Test
    void eventWhenReadAgainThenAsItWasSent() throws Exception {
        HttpResponse<String> response =
                sandbox.get("/apps/app-1/events/" + lastEventId(), sandbox.bearer(client, "apps:write events:read"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo(sandbox.app.received.getLast().body());
    }

    @Test
    void eventWhenUnknownOrOfAnotherThenRefused() throws Exception {
        String eventId = lastEventId();
        String bearer = sandbox.bearer(client, "events:read");
        TestTalkdeskId.assertRefused(sandbox.get("/apps/app-1/events/x", bearer), 404, "not_found");
        TestTalkdeskId.assertRefused(sandbox.get("/apps/app-2/events/" + eventId, bearer), 404, "not_found");
        sandbox.install("inst-2");
        assertUnauthorized(sandbox.get("/apps/app-1/events/" + lastEventId(), bearer));
    }

    private List<Acknowledgement> acknowledgements() {
        return sandbox.appConnect.installations().getFirst().acknowledgements();
    }

    private String lastEventId() {
        return sandbox.app.lastEvent().path("id").asString();
    }

    private static String credentials(String client) {
        return "/apps/app-1/installations/inst-1/credentials/" + client + "/state";
    }

    private static void assertUnauthorized(HttpResponse<String> response) {
        TestTalkdeskId.assertRefused(response, 401, "invalid_token");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
}
