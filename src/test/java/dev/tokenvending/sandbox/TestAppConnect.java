package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.tokenvending.core.TestClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The sandbox's server playing AppConnect, with a clock that stands still, pauses that do not wait, and an app. */
final class TestAppConnect implements AutoCloseable {

    static final String APP = "app-1";

    final TestClock clock = new TestClock();
    final Faults faults = new Faults();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final TestApp app = new TestApp();
    final URI root;
    final TestClient account;
    final SandboxAppConnect appConnect;
    private final SandboxServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    TestAppConnect(String... appIds) throws IOException, JOSEException {
        ServerSocket socket = SandboxServer.bind(0);
        root = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        account = new TestClient(URI.create(root + "/oauth/token"));
        ECKey tokenKey = TestClient.ecKey("tokens");
        KnownClient known = account.known();
        var answers = new TokenAnswers(faults, clock, pauses::add);
        var signIns = new SignIns(clock);
        var counters = new TokenCounters(tokenKey, signIns, clock);
        var authorizations = new AuthorizationDesk(new AuthorizationCheck(TestSignIn.REDIRECT_URI), signIns);
        appConnect = new SandboxAppConnect(
                new AppConnectLinks(root), List.of(appIds), counters, authorizations, answers, clock, pauses::add);
        server = new SandboxServer(socket, appConnect.before(new TokenExchange(counters.open(known), answers)));
        server.start();
    }

    static TestAppConnect usual() throws IOException, JOSEException {
        return new TestAppConnect(APP);
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        appConnect.close();
        server.close();
        app.close();
    }

    /** With single quotes, for less noise. */
    EventOutcome order(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return appConnect.send(new EventOrderReader().read(bytes), app.uri());
    }

    EventSent sent(String json) throws IOException {
        EventOutcome outcome = order(json);
        assertThat(outcome).isInstanceOf(EventSent.class);
        return (EventSent) outcome;
    }

    InstalledClient install(String installation) throws IOException, GeneralSecurityException {
        sent("{'type':'app.installed','installation':'%s','account_id':'acc-1','account_name':'starship'}"
                .formatted(installation));
        return InstalledClient.of(app.lastEvent());
    }

    EventSent tell(String type, String installation) throws IOException {
        return sent("{'type':'%s','installation':'%s'}".formatted(type, installation));
    }

    InstalledClient rotate(String installation) throws IOException, GeneralSecurityException {
        tell("app.credentials_rotated", installation);
        return InstalledClient.of(app.lastEvent());
    }

    HttpResponse<String> token(InstalledClient client, String scope) throws IOException, InterruptedException {
        return token(client.tokenUri(), client.form(clock.instant(), scope));
    }

    HttpResponse<String> token(URI uri, Map<String, String> form) throws IOException, InterruptedException {
        return send(TestTalkdeskId.request(uri).POST(BodyPublishers.ofString(TestClient.encoded(form))));
    }

    String bearer(InstalledClient client, String scope) throws IOException, InterruptedException {
        HttpResponse<String> response = token(client, scope);
        assertThat(response.statusCode()).isEqualTo(200);
        return "Bearer " + TestTalkdeskId.json(response).path("access_token").asString();
    }

    HttpResponse<String> get(String path, @Nullable String authorization) throws IOException, InterruptedException {
        return send(request(path, authorization).GET());
    }

    HttpResponse<String> post(String path, @Nullable String authorization, String json)
            throws IOException, InterruptedException {
        return send(request(path, authorization)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    HttpRequest.Builder request(String path, @Nullable String authorization) {
        var request = HttpRequest.newBuilder(URI.create(root + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
