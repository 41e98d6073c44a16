package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The token endpoint of each installation over real HTTP. */
class InstallationTokensTests {

    private static final String SCOPE = "visual-sessions:execute";
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final TestAppConnect sandbox = TestAppConnect.usual();

    InstallationTokensTests() throws IOException, JOSEException {}

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void tokenWhenClientIsInstalledThenOneOfItsOwn() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        HttpResponse<String> response = sandbox.token(client, SCOPE);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Date")).contains("Sun, 01 Mar 2026 12:00:00 GMT");
        var body = TestTalkdeskId.json(response);
        assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(body.path("scope").asString()).isEqualTo(SCOPE);
        var claims = SignedJWT.parse(body.path("access_token").asString()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(client.id());
    }

    @Test
    void tokenWhenNoScopeIsAskedThenEveryOneOfTheClient() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        assertThat(TestTalkdeskId.json(sandbox.token(client, "")).path("scope").asString())
                .isEqualTo("visual-sessions:execute apps:write events:read");
        TestTalkdeskId.assertRefused(sandbox.token(client, "other:read"), 400, "invalid_scope");
    }

    @Test
    void tokenWhenSignedWithAnotherKeyThenInvalidClient() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        var other = TestClient.ecKey(client.key().getKeyID());
        assertInvalidClient(client.signingWith(other), "the signature does not verify");
    }

    @Test
    void tokenWhenAssertionIsReplayedThenInvalidClient() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        Map<String, String> form = client.form(sandbox.clock.instant(), SCOPE);
        assertThat(sandbox.token(client.tokenUri(), form).statusCode()).isEqualTo(200);
        TestTalkdeskId.assertRefused(sandbox.token(client.tokenUri(), form), 401, "invalid_client");
    }

    @Test
    void tokenWhenAskedAtAnotherInstallationsThenInvalidClient() throws Exception {
        InstalledClient one = sandbox.install("inst-1");
        InstalledClient two = sandbox.install("inst-2");
        assertInvalidClient(one.at(two.tokenUri()), "client_id is not a known client");
        HttpResponse<String> response =
                sandbox.token(two.tokenUri(), two.at(one.tokenUri()).form(sandbox.clock.instant(), SCOPE));
        TestTalkdeskId.assertRefused(response, 401, "invalid_client");
        assertThat(description(response)).startsWith("aud is not one string equal to " + two.tokenUri());
        assertThat(sandbox.token(one, SCOPE).statusCode()).isEqualTo(200);
        assertThat(sandbox.token(two, SCOPE).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenRotatedThenBothForAWeekAndThenTheNewOneOnly() throws Exception {
        InstalledClient old = sandbox.install("inst-1");
        InstalledClient young = sandbox.rotate("inst-1");
        assertThat(sandbox.token(old, SCOPE).statusCode()).isEqualTo(200);
        assertThat(sandbox.token(young, SCOPE).statusCode()).isEqualTo(200);
        sandbox.clock.advance(A_WEEK.minusSeconds(1));
        assertThat(sandbox.token(old, SCOPE).statusCode()).isEqualTo(200);
        sandbox.clock.advance(Duration.ofSeconds(1));
        assertInvalidClient(old, "client_id is not a known client");
        assertThat(sandbox.token(young, SCOPE).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenRotatedTwiceThenTheFirstEndsAWeekAfterTheFirst() throws Exception {
        InstalledClient first = sandbox.install("inst-1");
        InstalledClient second = sandbox.rotate("inst-1");
        sandbox.clock.advance(Duration.ofDays(5));
        InstalledClient third = sandbox.rotate("inst-1");
        assertThat(sandbox.token(first, SCOPE).statusCode()).isEqualTo(200);
        sandbox.clock.advance(Duration.ofDays(2));
        assertInvalidClient(first, "client_id is not a known client");
        assertThat(sandbox.token(second, SCOPE).statusCode()).isEqualTo(200);
        assertThat(sandbox.token(third, SCOPE).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenNoClientIdThenTheAssertionTells() throws Exception {
        InstalledClient old = sandbox.install("inst-1");
        InstalledClient young = sandbox.rotate("inst-1");
        for (InstalledClient client : new InstalledClient[] {old, young}) {
            Map<String, String> form = client.form(sandbox.clock.instant(), SCOPE);
            form.remove("client_id");
            assertThat(sandbox.token(client.tokenUri(), form).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenWhenNobodyIsNamedThenRefusedAsEver() throws Exception {
        URI tokens = sandbox.install("inst-1").tokenUri();
        Map<String, String> form = Map.of("grant_type", "client_credentials", "client_assertion", "eyJ.eyJ.x");
        TestTalkdeskId.assertRefused(sandbox.token(tokens, form), 401, "invalid_client");
        TestTalkdeskId.assertRefused(sandbox.token(tokens, Map.of("scope", "x")), 400, "invalid_request");
        TestTalkdeskId.assertRefused(sandbox.token(URI.create(tokens + "?scope=x"), form), 400, "invalid_request");
    }

    @Test
    void tokenWhenUninstalledThenNoneUntilInstalledAnew() throws Exception {
        InstalledClient old = sandbox.install("inst-1");
        InstalledClient young = sandbox.rotate("inst-1");
        sandbox.tell("app.uninstalled", "inst-1");
        assertInvalidClient(old, "the app is not installed any more");
        assertInvalidClient(young, "the app is not installed any more");
        InstalledClient anew = sandbox.install("inst-1");
        assertThat(sandbox.token(anew, SCOPE).statusCode()).isEqualTo(200);
        assertInvalidClient(young, "client_id is not a known client");
    }

    @Test
    void tokenWhenInstallationIsUnknownOrMethodIsWrongThenRefused() throws Exception {
        sandbox.install("inst-1");
        TestTalkdeskId.assertRefused(sandbox.get("/installations/inst-2/oauth/token", null), 404, "not_found");
        HttpResponse<String> response = sandbox.get("/installations/inst-1/oauth/token", null);
        TestTalkdeskId.assertRefused(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void tokenWhenFaultIsInForceThenSpoiled() throws Exception {
        InstalledClient client = sandbox.install("inst-1");
        sandbox.faults.order(FaultSetting.of(Fault.SERVER_ERROR, null, 1));
        assertThat(sandbox.token(client, SCOPE).statusCode()).isEqualTo(500);
        assertThat(sandbox.token(client, SCOPE).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenAskedByTheOneAccountThenServedAsWithoutAppConnect() throws Exception {
        var tokens = URI.create(sandbox.root + "/oauth/token");
        assertThat(sandbox.token(tokens, sandbox.account.form(sandbox.clock.instant()))
                        .statusCode())
                .isEqualTo(200);
        TestTalkdeskId.assertRefused(sandbox.get("/elsewhere", null), 404, "not_found");
    }

    private void assertInvalidClient(InstalledClient client, String why) throws Exception {
        HttpResponse<String> response = sandbox.token(client, SCOPE);
        TestTalkdeskId.assertRefused(response, 401, "invalid_client");
        assertThat(description(response)).isEqualTo(why);
    }

    private static String description(HttpResponse<String> response) {
        return TestTalkdeskId.json(response).path("error_description").asString();
    }
}
