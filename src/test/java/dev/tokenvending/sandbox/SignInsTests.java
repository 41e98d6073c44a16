package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The tokens of users over real HTTP: by codes, and by refresh tokens. */
class SignInsTests {

    private static final String BOTH_SCOPES = TestClient.SCOPE + " other:read";

    private final TestTalkdeskId talkdeskId;

    SignInsTests() throws IOException {
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
    void redeemWhenCodeIsGoodThenTokensOfTheUser() throws Exception {
        HttpResponse<String> response = talkdeskId.redeem(code());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = TestTalkdeskId.json(response);
        assertThat(body.propertyNames())
                .containsExactly("access_token", "token_type", "expires_in", "scope", "refresh_token", "sid");
        assertThat(body.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").intValue()).isEqualTo(600);
        assertThat(body.path("scope").asString()).isEqualTo(TestClient.SCOPE);
        assertThat(body.path("refresh_token").asString()).matches("[0-9a-f]{64}");
        assertThat(body.path("sid").asString()).matches("[0-9a-f]{32}");
        assertThat(body.path("refresh_token").asString())
                .doesNotContain(body.path("sid").asString());
        JWTClaimsSet claims = talkdeskId.verified(body);
        assertThat(claims.getSubject()).isEqualTo("user-ana");
        assertThat(claims.getStringClaim("scope")).isEqualTo(TestClient.SCOPE);
        assertThat(claims.getExpirationTime())
                .isEqualTo(talkdeskId.clock.instant().plusSeconds(600));
    }

    @Test
    void redeemWhenOpenidIsAskedForThenAnIdTokenToo() throws Exception {
        String code = talkdeskId.code(TestSignIn.query("scope", TestClient.SCOPE + " openid"));
        JsonNode body = TestTalkdeskId.json(talkdeskId.redeem(code));
        assertThat(body.path("scope").asString()).isEqualTo(TestClient.SCOPE + " openid");
        JWTClaimsSet claims = talkdeskId.verified(body, "id_token");
        assertThat(claims.getIssuer())
                .isEqualTo(talkdeskId.tokenUri.resolve("/").toString())
                .isEqualTo(talkdeskId.verified(body).getIssuer());
        assertThat(claims.getAudience()).containsExactly(TestClient.ID);
        assertThat(claims.getSubject()).isEqualTo("user-ana");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("the nonce");
        assertThat(claims.getStringClaim("email")).isEqualTo("ana.silva@example.com");
        assertThat(claims.getStringClaim("sid")).isEqualTo(body.path("sid").asString());
        assertThat(claims.getIssueTime()).isEqualTo(talkdeskId.clock.instant());
        assertThat(claims.getExpirationTime())
                .isEqualTo(talkdeskId.clock.instant().plusSeconds(600));
        JsonNode later = TestTalkdeskId.json(talkdeskId.refresh(refreshToken(body)));
        assertThat(talkdeskId.verified(later, "id_token").getClaims())
                .containsEntry("sub", "user-ana")
                .doesNotContainKey("nonce");
    }

    @Test
    void redeemWhenCodeComesAgainThenRefusedAndItsRefreshTokensAreRevoked() throws Exception {
        String code = code();
        String first = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code)));
        String second = refreshToken(TestTalkdeskId.json(talkdeskId.refresh(first)));
        assertInvalidGrant(talkdeskId.redeem(code), "used before");
        assertInvalidGrant(talkdeskId.refresh(second), "revoked");
    }

    @Test
    void redeemWhenCodeComesLateThenRefused() throws Exception {
        String code = code();
        String other = code();
        talkdeskId.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(talkdeskId.redeem(code).statusCode()).isEqualTo(200);
        talkdeskId.clock.advance(Duration.ofMillis(1));
        assertInvalidGrant(talkdeskId.redeem(other), "expired");
    }

    @Test
    void redeemWhenCodeComesAgainMuchLaterThenItsRefreshTokensAreRevoked() throws Exception {
        String code = code();
        String token = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code)));
        talkdeskId.clock.advance(Duration.ofDays(1));
        assertInvalidGrant(talkdeskId.redeem(code), "used before");
        assertInvalidGrant(talkdeskId.refresh(token), "revoked");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, http://127.0.0.1:8080/authorization/callback/, redirect_uri is not",
        "code_verifier, '', code_verifier does not meet",
        "code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK, code_verifier does not meet",
        "code_verifier, " + TestSignIn.CHALLENGE + ", code_verifier does not meet",
    })
    void redeemWhenParameterIsWrongThenRefusedAndTheCodeIsUsed(String name, String value, String why) throws Exception {
        String code = code();
        Map<String, String> form = form(code);
        form.put(name, value);
        assertInvalidGrant(talkdeskId.post(TestClient.encoded(form)), why);
        assertInvalidGrant(talkdeskId.redeem(code), "used before");
    }

    /** Its hash is right, and no verifier may look like it (RFC 7636, 4.1). */
    @ParameterizedTest
    @CsvSource({"short, -bAHi131ltLqGQEMABu9AJ5lHeLFfo-341XzHrnT9zk", "' ', Nqnn8clbgv-5l0PgxcTOldg8mkMKrFn4TvPL-rYUUGg"
    })
    void redeemWhenVerifierIsNoneThenRefused(String verifier, String challenge) throws Exception {
        Map<String, String> form = form(talkdeskId.code(TestSignIn.query("code_challenge", challenge)));
        form.put("code_verifier", verifier);
        assertInvalidGrant(talkdeskId.post(TestClient.encoded(form)), "code_verifier does not meet");
    }

    @Test
    void redeemWhenThereWasNoChallengeThenNoVerifierEither() throws Exception {
        Map<String, String> query = TestSignIn.query();
        query.remove("code_challenge");
        query.remove("code_challenge_method");
        assertInvalidGrant(talkdeskId.redeem(talkdeskId.code(query)), "there was no code_challenge");
        Map<String, String> form = form(talkdeskId.code(query));
        form.remove("code_verifier");
        assertThat(talkdeskId.post(TestClient.encoded(form)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "code, invalid_request, 400",
        "redirect_uri, invalid_request, 400",
        "client_assertion, invalid_client, 401"
    })
    void redeemWhenParameterIsMissingThenRefusedAndTheCodeIsStillGood(String name, String error, int status)
            throws Exception {
        String code = code();
        Map<String, String> form = form(code);
        form.remove(name);
        TestTalkdeskId.assertRefused(talkdeskId.post(TestClient.encoded(form)), status, error);
        assertThat(talkdeskId.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void redeemWhenCodeIsUnknownThenRefused() throws Exception {
        assertInvalidGrant(talkdeskId.redeem("0".repeat(32)), "no such code");
    }

    @Test
    void refreshWhenTokenIsGoodThenOthersEachTime() throws Exception {
        JsonNode first = TestTalkdeskId.json(talkdeskId.redeem(code()));
        JsonNode second = TestTalkdeskId.json(talkdeskId.refresh(refreshToken(first)));
        assertThat(second.propertyNames())
                .containsExactly("access_token", "token_type", "expires_in", "scope", "refresh_token", "sid");
        assertThat(refreshToken(second)).isNotEqualTo(refreshToken(first));
        assertThat(second.path("access_token")).isNotEqualTo(first.path("access_token"));
        assertThat(second.path("sid")).isEqualTo(first.path("sid"));
        assertThat(talkdeskId.verified(second).getSubject()).isEqualTo("user-ana");
        talkdeskId.clock.advance(Duration.ofDays(365));
        JsonNode third = TestTalkdeskId.json(talkdeskId.refresh(refreshToken(second)));
        assertThat(talkdeskId.verified(third).getSubject()).isEqualTo("user-ana");
    }

    @Test
    void refreshWhenAnOldTokenComesAgainThenNoneIsGoodAnyMore() throws Exception {
        String first = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code())));
        String second = refreshToken(TestTalkdeskId.json(talkdeskId.refresh(first)));
        String third = refreshToken(TestTalkdeskId.json(talkdeskId.refresh(second)));
        String others = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code())));
        assertInvalidGrant(talkdeskId.refresh(first), "used before");
        assertInvalidGrant(talkdeskId.refresh(third), "revoked");
        assertThat(talkdeskId.refresh(others).statusCode()).isEqualTo(200);
    }

    @Test
    void refreshWhenScopeIsNarrowerThenThatForOnce() throws Exception {
        String code = talkdeskId.code(TestSignIn.query("scope", BOTH_SCOPES));
        JsonNode first = TestTalkdeskId.json(talkdeskId.redeem(code));
        assertThat(first.path("scope").asString()).isEqualTo(BOTH_SCOPES);
        JsonNode narrow = TestTalkdeskId.json(refresh(refreshToken(first), "other:read"));
        assertThat(narrow.path("scope").asString()).isEqualTo("other:read");
        assertThat(talkdeskId.verified(narrow).getStringClaim("scope")).isEqualTo("other:read");
        JsonNode again = TestTalkdeskId.json(talkdeskId.refresh(refreshToken(narrow)));
        assertThat(again.path("scope").asString()).isEqualTo(BOTH_SCOPES);
    }

    @Test
    void refreshWhenScopeIsWiderThenRefusedAndTheTokenIsStillGood() throws Exception {
        String token = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code())));
        TestTalkdeskId.assertRefused(refresh(token, BOTH_SCOPES), 400, "invalid_scope");
        assertThat(talkdeskId.refresh(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef0"})
    void refreshWhenTokenIsUnknownThenRefused(String token) throws Exception {
        assertInvalidGrant(talkdeskId.refresh(token), "unknown");
    }

    @Test
    void refreshWhenTokenIsMissingThenRefused() throws Exception {
        TestTalkdeskId.assertRefused(talkdeskId.refresh(""), 400, "invalid_request");
    }

    @Test
    void redeemWhenTheAnswerIsLostThenTheCodeIsUsed() throws Exception {
        String code = code();
        talkdeskId.order("500", null, 1);
        assertThat(talkdeskId.redeem(code).statusCode()).isEqualTo(500);
        assertInvalidGrant(talkdeskId.redeem(code), "used before");
    }

    @Test
    void refreshWhenTheAnswerIsLostThenTheTokenIsUsed() throws Exception {
        String token = refreshToken(TestTalkdeskId.json(talkdeskId.redeem(code())));
        talkdeskId.order("html-502", null, 1);
        assertThat(talkdeskId.refresh(token).statusCode()).isEqualTo(502);
        assertInvalidGrant(talkdeskId.refresh(token), "used before");
    }

    @RepeatedTest(100)
    void redeemWhenCodeComesTwiceAtOnceThenNoRefreshTokenIsLeft() throws Exception {
        var signIns = new SignIns(talkdeskId.clock);
        KnownClient client = talkdeskId.client.known();
        String code = signIns.begin(TestSignIn.asked(client), SandboxUser.ANA);
        var form = new TokenForm(TestSignIn.redeeming(new HashMap<>(), code));
        List<String> tokens = granted(List.of(() -> signIns.redeem(form, client), () -> signIns.redeem(form, client)));
        assertThat(tokens).hasSize(1);
        var refresh = new TokenForm(TestSignIn.refreshing(new HashMap<>(), tokens.getFirst()));
        assertThat(signIns.refresh(refresh, client)).isInstanceOf(Refused.class);
    }

    @RepeatedTest(100)
    void refreshWhenTokenComesTwiceAtOnceThenOneIsAnsweredAndNoneIsGoodAnyMore() throws Exception {
        var signIns = new SignIns(talkdeskId.clock);
        KnownClient client = talkdeskId.client.known();
        String code = signIns.begin(TestSignIn.asked(client), SandboxUser.ANA);
        var form = new TokenForm(TestSignIn.redeeming(new HashMap<>(), code));
        String first = granted(List.of(() -> signIns.redeem(form, client))).getFirst();
        var refresh = new TokenForm(TestSignIn.refreshing(new HashMap<>(), first));
        List<String> tokens =
                granted(List.of(() -> signIns.refresh(refresh, client), () -> signIns.refresh(refresh, client)));
        assertThat(tokens).hasSize(1);
        var next = new TokenForm(TestSignIn.refreshing(new HashMap<>(), tokens.getFirst()));
        assertThat(signIns.refresh(next, client)).isInstanceOf(Refused.class);
    }

    @Test
    void redeemWhenWiderScopeIsOrderedThenOneMoreThanAsked() throws Exception {
        String code = code();
        talkdeskId.order("wider-scope", null, 1);
        JsonNode body = TestTalkdeskId.json(talkdeskId.redeem(code));
        assertThat(body.path("scope").asString()).isEqualTo(TestClient.SCOPE + " " + Replies.WIDER_SCOPE);
        assertThat(TestTalkdeskId.json(talkdeskId.refresh(refreshToken(body)))
                        .path("scope")
                        .asString())
                .isEqualTo(TestClient.SCOPE);
    }

    @Test
    void toStringWhenTokensAreHeldThenNotShown() {
        SignIn signIn = SignIn.fresh(TestSignIn.asked(talkdeskId.client.known()), SandboxUser.BEN);
        assertThat(new UserGranted(signIn.granted(), signIn, "the token", null))
                .hasToString("UserGranted[sandbox-client, BEN]");
    }

    /** The refresh tokens of those that are granted, of all that are asked for at once. */
    private static List<String> granted(List<Callable<Ruling>> asked) throws Exception {
        try (var threads = Executors.newFixedThreadPool(asked.size())) {
            var tokens = new ArrayList<String>();
            for (Future<Ruling> ruling : threads.invokeAll(asked)) {
                if (ruling.get() instanceof UserGranted granted) {
                    tokens.add(granted.refreshToken());
                }
            }
            return tokens;
        }
    }

    private String code() throws IOException, InterruptedException {
        return talkdeskId.code(TestSignIn.query());
    }

    private Map<String, String> form(String code) {
        return TestSignIn.redeeming(talkdeskId.client.form(talkdeskId.clock.instant()), code);
    }

    private HttpResponse<String> refresh(String token, String scope) throws IOException, InterruptedException {
        Map<String, String> form = TestSignIn.refreshing(talkdeskId.client.form(talkdeskId.clock.instant()), token);
        form.put("scope", scope);
        return talkdeskId.post(TestClient.encoded(form));
    }

    private static String refreshToken(JsonNode body) {
        return body.path("refresh_token").asString();
    }

    private static void assertInvalidGrant(HttpResponse<String> response, String why) {
        TestTalkdeskId.assertRefused(response, 400, "invalid_grant");
        assertThat(TestTalkdeskId.json(response).path("error_description").asString())
                .contains(why);
    }
}
