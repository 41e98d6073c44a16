package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.core.TestClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's server with a clock that stands still, pauses that do not wait, and a client to call it. */
final class TestTalkdeskId implements AutoCloseable {

    final TestClock clock = new TestClock();
    final Faults faults = new Faults();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final ECKey tokenKey = TestClient.ecKey("tokens");
    private final HttpClient http = HttpClient.newHttpClient();

    final ServerSocket socket;
    final URI tokenUri;
    final TestClient client;
    final SandboxServer server;

    TestTalkdeskId() throws IOException {
        this(TestSignIn.REDIRECT_URI);
    }

    TestTalkdeskId(@Nullable String redirectUri) throws IOException {
        socket = SandboxServer.bind(0);
        tokenUri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/oauth/token");
        client = new TestClient(tokenUri);
        KnownClient known = client.known();
        var signIns = new SignIns(clock);
        var desk = new AuthorizationDesk(new AuthorizationCheck(redirectUri), signIns);
        var counter = new TokenCounters(tokenKey, signIns, clock).open(known);
        var tokens = new TokenExchange(counter, new TokenAnswers(faults, clock, pauses::add));
        server = new SandboxServer(socket, new AuthorizationExchange(desk, known, tokens));
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        server.close();
    }

    void order(String label, @Nullable Long millis, @Nullable Integer times) {
        faults.order(FaultSetting.of(Fault.labelled(label).orElseThrow(), millis, times));
    }

    HttpResponse<String> token() throws IOException, InterruptedException {
        return post(TestClient.encoded(client.form(clock.instant())));
    }

    URI authorizeUri() {
        return tokenUri.resolve("authorize");
    }

    HttpResponse<String> authorize(Map<String, String> query) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(TestSignIn.uri(authorizeUri(), query)).GET());
    }

    HttpResponse<String> decide(Map<String, String> query, Map<String, String> form)
            throws IOException, InterruptedException {
        return send(
                request(TestSignIn.uri(authorizeUri(), query)).POST(BodyPublishers.ofString(TestClient.encoded(form))));
    }

    /** What the user makes the client get by approving it. */
    String code(Map<String, String> query) throws IOException, InterruptedException {
        return TestSignIn.code(decide(query, TestSignIn.approval("user-ana")));
    }

    HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
        return post(TestClient.encoded(TestSignIn.redeeming(client.form(clock.instant()), code)));
    }

    HttpResponse<String> refresh(String token) throws IOException, InterruptedException {
        return post(TestClient.encoded(TestSignIn.refreshing(client.form(clock.instant()), token)));
    }

    HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return send(request(tokenUri).POST(BodyPublishers.ofString(form)));
    }

    HttpRequest.BodyPublisher form(Instant now) {
        return BodyPublishers.ofString(TestClient.encoded(client.form(now)));
    }

    static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Content-Type", "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    JWTClaimsSet verified(JsonNode body) throws ParseException, JOSEException {
        return verified(body, "access_token");
    }

    JWTClaimsSet verified(JsonNode body, String field) throws ParseException, JOSEException {
        var jwt = SignedJWT.parse(body.path(field).asString());
        assertThat(jwt.verify(new ECDSAVerifier(tokenKey.toPublicJWK()))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    static void assertRefused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").asString()).isEqualTo(error);
        assertThat(json(response).path("error_description").asString()).isNotBlank();
    }
}
