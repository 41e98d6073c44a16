package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** The sandbox's Talkdesk ID over real HTTP. */
class SandboxServerTests {

    private final TestTalkdeskId talkdeskId;

    SandboxServerTests() throws IOException, JOSEException {
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
    void tokenWhenRequestIsGoodThenSignedBearerToken() throws Exception {
        HttpResponse<String> response = talkdeskId.token();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = TestTalkdeskId.json(response);
        assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(body.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").intValue()).isEqualTo(600);
        assertThat(body.path("scope").asString()).isEqualTo(TestClient.SCOPE);
        JWTClaimsSet claims = talkdeskId.verified(body);
        assertThat(claims.getSubject()).isEqualTo(TestClient.ID);
        assertThat(claims.getIssuer())
                .isEqualTo(talkdeskId.tokenUri.resolve("/").toString());
        assertThat(claims.getAudience()).isNotEmpty();
        assertThat(claims.getStringClaim("scope")).isEqualTo(TestClient.SCOPE);
        assertThat(claims.getIssueTime()).isEqualTo(talkdeskId.clock.instant());
        assertThat(claims.getExpirationTime())
                .isEqualTo(talkdeskId.clock.instant().plusSeconds(600));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    void tokenWhenAssertionIsReplayedThenInvalidClient() throws Exception {
        String form = TestClient.encoded(talkdeskId.client.form(talkdeskId.clock.instant()));
        assertThat(talkdeskId.post(form).statusCode()).isEqualTo(200);
        TestTalkdeskId.assertRefused(talkdeskId.post(form), 401, "invalid_client");
    }

    @Test
    void tokenWhenParametersAreInTheUrlThenInvalidRequest() throws Exception {
        var url = URI.create(talkdeskId.tokenUri + "?grant_type=client_credentials");
        TestTalkdeskId.assertRefused(
                talkdeskId.send(TestTalkdeskId.request(url).POST(talkdeskId.form(talkdeskId.clock.instant()))),
                400,
                "invalid_request");
    }

    @Test
    void tokenWhenNotAFormThenInvalidRequest() throws Exception {
        var request = HttpRequest.newBuilder(talkdeskId.tokenUri).POST(talkdeskId.form(talkdeskId.clock.instant()));
        TestTalkdeskId.assertRefused(talkdeskId.send(request), 400, "invalid_request");
        TestTalkdeskId.assertRefused(
                talkdeskId.send(HttpRequest.newBuilder(talkdeskId.tokenUri).POST(BodyPublishers.noBody())),
                400,
                "invalid_request");
    }

    @Test
    void tokenWhenBodyIsTooLargeThenRefused() throws Exception {
        TestTalkdeskId.assertRefused(talkdeskId.post("a".repeat(TokenForm.MAX_BYTES + 1)), 413, "invalid_request");
    }

    @Test
    void getWhenAppConnectIsOffThenNotFound() throws Exception {
        for (String path : List.of("/events/signature-keys/x", "/installations/x/oauth/token", "/apps/x/events/y")) {
            TestTalkdeskId.assertRefused(
                    talkdeskId.send(HttpRequest.newBuilder(talkdeskId.tokenUri.resolve(path))
                            .GET()),
                    404,
                    "not_found");
        }
    }

    @Test
    void stopWhenServingThenNoMoreAnswers() throws Exception {
        assertThat(talkdeskId.token().statusCode()).isEqualTo(200);
        talkdeskId.server.stop();
        assertThat(talkdeskId.server.isRunning()).isFalse();
        assertThat(talkdeskId.server.isPauseable()).isFalse();
        assertThatIOException().isThrownBy(talkdeskId::token);
    }

    @Test
    void phaseWhenComparedThenBeforeTheApplicationsWebServer() {
        assertThat(talkdeskId.server.getPhase())
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
                .isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        assertThat(talkdeskId.socket.getInetAddress().isLoopbackAddress()).isTrue();
    }
}
