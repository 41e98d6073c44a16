package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sign-in at an installation, from the links of its event on. */
class InstallationSignInsTests {

    private final TestAppConnect sandbox = TestAppConnect.usual();

    InstallationSignInsTests() throws IOException, JOSEException {}

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void authorizeWhenTheLinkIsFollowedThenTokensOfTheUserAtTheInstallation() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        URI link = URI.create(sandbox.app
                .lastEvent()
                .path("_links")
                .path("authorization")
                .path("href")
                .asString());
        HttpResponse<String> page = sandbox.send(
                HttpRequest.newBuilder(TestSignIn.uri(link, query(client))).GET());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\">", client.id());
        var token = TestTalkdeskId.json(redeem(client, code(link, client)));
        var claims = SignedJWT.parse(token.path("access_token").asString()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("user-ana");
        assertThat(claims.getIssuer()).isEqualTo(sandbox.root + "/");
        assertThat(refresh(client, token.path("refresh_token").asString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void authorizeWhenClientIsNotOfTheInstallationThenToldOnThePage() throws Exception {
        InstalledClient one = sandbox.install("inst-1");
        InstalledClient two = sandbox.install("inst-2");
        assertThat(approve(link("inst-2"), one).statusCode()).isEqualTo(400);
        assertThat(approve(link("inst-3"), one).statusCode()).isEqualTo(400);
        assertThat(approve(link("inst-2"), two).statusCode()).isEqualTo(303);
    }

    @Test
    void authorizeWhenRotatedThenBothClientsForAWeek() throws Exception {
        InstalledClient old = sandbox.install("inst-1");
        InstalledClient young = sandbox.rotate("inst-1");
        assertThat(approve(link("inst-1"), old).statusCode()).isEqualTo(303);
        sandbox.clock.advance(Duration.ofDays(7));
        assertThat(approve(link("inst-1"), old).statusCode()).isEqualTo(400);
        assertThat(approve(link("inst-1"), young).statusCode()).isEqualTo(303);
    }

    @Test
    void authorizeWhenUninstalledThenToldOnThePage() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        sandbox.tell("app.uninstalled", "inst-1");
        assertThat(approve(link("inst-1"), client).statusCode()).isEqualTo(400);
    }

    @Test
    void redeemWhenAnotherClientBringsTheCodeThenRefusedAndItIsStillGood() throws Exception {
        InstalledClient one = sandbox.install("inst-1");
        InstalledClient two = sandbox.install("inst-2");
        String code = code(link("inst-1"), one);
        TestTalkdeskId.assertRefused(redeem(two, code), 400, "invalid_grant");
        assertThat(redeem(one, code).statusCode()).isEqualTo(200);
    }

    @Test
    void refreshWhenAnotherClientBringsTheTokenThenRefusedAndItIsStillGood() throws Exception {
        InstalledClient one = sandbox.install("inst-1");
        InstalledClient two = sandbox.install("inst-2");
        String first = refreshToken(redeem(one, code(link("inst-1"), one)));
        String second = refreshToken(refresh(one, first));
        TestTalkdeskId.assertRefused(refresh(two, first), 400, "invalid_grant");
        TestTalkdeskId.assertRefused(refresh(two, second), 400, "invalid_grant");
        assertThat(refresh(one, second).statusCode()).isEqualTo(200);
    }

    /** A user's token is none of the app's. */
    @Test
    void stateWhenTokenIsAUsersThenRefused() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        Map<String, String> query = query(client);
        query.put("scope", "apps:write");
        var token = TestTalkdeskId.json(redeem(client, code(link("inst-1"), query)));
        assertThat(token.path("scope").asString()).isEqualTo("apps:write");
        HttpResponse<String> response = sandbox.post(
                "/apps/app-1/installations/inst-1/state",
                "Bearer " + token.path("access_token").asString(),
                "{'state':'approve'}");
        TestTalkdeskId.assertRefused(response, 401, "invalid_token");
    }

    private URI link(String installation) {
        return URI.create(sandbox.root + "/installations/" + installation + "/oauth/authorize");
    }

    private static Map<String, String> query(InstalledClient client) {
        return TestSignIn.query("client_id", client.id());
    }

    private HttpResponse<String> approve(URI link, InstalledClient client) throws IOException, InterruptedException {
        return approve(link, query(client));
    }

    private HttpResponse<String> approve(URI link, Map<String, String> query) throws IOException, InterruptedException {
        String form = TestClient.encoded(TestSignIn.approval("user-ana"));
        return sandbox.send(TestTalkdeskId.request(TestSignIn.uri(link, query)).POST(BodyPublishers.ofString(form)));
    }

    private String code(URI link, InstalledClient client) throws IOException, InterruptedException {
        return code(link, query(client));
    }

    private String code(URI link, Map<String, String> query) throws IOException, InterruptedException {
        return TestSignIn.code(approve(link, query));
    }

    private HttpResponse<String> redeem(InstalledClient client, String code) throws IOException, InterruptedException {
        return sandbox.token(client.tokenUri(), TestSignIn.redeeming(client.form(sandbox.clock.instant(), ""), code));
    }

    private HttpResponse<String> refresh(InstalledClient client, String token)
            throws IOException, InterruptedException {
        return sandbox.token(client.tokenUri(), TestSignIn.refreshing(client.form(sandbox.clock.instant(), ""), token));
    }

    private static String refreshToken(HttpResponse<String> response) {
        return TestTalkdeskId.json(response).path("refresh_token").asString();
    }
}
