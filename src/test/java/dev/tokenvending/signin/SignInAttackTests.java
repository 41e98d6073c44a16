package dev.tokenvending.signin;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.store.Store;
import java.text.ParseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** What somebody hostile may try on the way of a sign-in. Each test has callers of its own. */
@SignInApp
class SignInAttackTests {

    private static final String OVER = "This sign-in is not known, or over. Please begin again in the app.";
    private static final String NOBODYS = "vwY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs";

    private final int port;
    private final TestWay way;
    private final Store store;
    private final AuditLines audit = AuditLines.open();
    private final TestCaller anna = TestCaller.fresh();
    private final TestCaller eve = TestCaller.fresh();

    SignInAttackTests(@Value("${local.server.port}") int port, @Autowired Store store) {
        this.port = port;
        this.way = new TestWay(port);
        this.store = store;
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void backWhenStateIsReplayedThenOverAndTheFirstCodeStillGood() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        String code = TestWay.code(way.back(query));
        assertOver(way.back(query));
        assertThat(way.redeem(anna, "agents", code).status()).isEqualTo(204);
    }

    /** Whoever sends somebody else the link of a sign-in of their own gets nothing, nor does who follows it. */
    @Test
    void backWhenTheStateIsOfAnotherCallerThenNeitherIsSignedIn() {
        String code = TestWay.code(way.back(way.approve(way.url(eve, "agents"), "user-ana")));
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertProblem(way.redeem(eve, "agents", code), "sign_in_required");
        assertProblem(way.token(anna, "agents"), "sign_in_required");
        assertProblem(way.token(eve, "agents"), "sign_in_required");
    }

    /** And whoever slips somebody else the return from a sign-in of their own does not sign them in as themselves. */
    @Test
    void backWhenTheVictimIsGivenTheAttackersReturnThenTheVictimStaysWhoTheyAre() throws ParseException {
        way.signIn(anna, "agents", "user-ana");
        String code = TestWay.code(way.back(way.approve(way.url(eve, "agents"), "user-ben")));
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertThat(TestWay.subject(way.token(anna, "agents"))).isEqualTo("user-ana");
    }

    /** Talkdesk's code of one sign-in with the state of another: PKCE tells them apart. */
    @Test
    void backWhenTheCodeIsOfAnotherSignInThenFailed() {
        String stolen = parameter(way.approve(way.url(anna, "agents"), "user-ana"), "code");
        String mine = parameter(way.approve(way.url(eve, "agents"), "user-ben"), "state");
        assertFailed(way.back("state=" + mine + "&code=" + stolen));
    }

    @Test
    void backWhenStateHasExpiredThenOver() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        expire("pending_sign_in", "state_sha256", parameter(query, "state"));
        assertOver(way.back(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "state",
                "state=",
                "code=abc",
                "error=access_denied",
                "state=" + NOBODYS,
                "state=" + NOBODYS + "A",
                "state=vwY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqX",
                "state=%20wY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs",
                "state=%00wY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs",
                "state=%C3%A9wY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs",
                "state='%20or%20'1'='1",
                "State=" + NOBODYS,
            })
    void backWhenStateIsMissingOrMalformedThenOver(String query) {
        assertOver(way.back(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=%zz", "state=%", "state=%ff%fe"})
    void backWhenAnEscapeIsBrokenThenRefused(String query) {
        RawAnswer answer = way.back(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "code", "error", "iss"})
    void backWhenAParameterIsRepeatedThenRefusedAndTheStateIsStillGood(String name) {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        RawAnswer answer = way.back(query + "&" + name + "=a&" + name + "=b");
        assertProblem(answer, "invalid_request", "A query parameter is repeated.");
        JsonNode line = line(answer);
        assertThat(line.path("outcome").stringValue()).isEqualTo("unknown_state");
        assertThat(line.path("reason").stringValue()).isEqualTo("repeated_parameter");
        assertThat(way.back(query).status()).isEqualTo(302);
    }

    @Test
    void backWhenTheUserHasDeniedThenNothingOfTheRequestIsPassedOn() {
        String query = way.decide(way.url(anna, "agents"), "decision=deny&user=user-ana");
        assertThat(query).contains("error_description=");
        RawAnswer answer = way.back(query + "&error_uri=https%3A%2F%2Fevil.example%2F");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(SignInApp.AGENTS + "?error=access_denied");
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("Referrer-Policy")).containsExactly("no-referrer");
        JsonNode line = line(answer);
        assertThat(line.path("outcome").stringValue()).isEqualTo("access_denied");
        assertThat(line.path("upstream_error").stringValue()).isEqualTo("access_denied");
        assertThat(line.toString()).doesNotContain("denied it", "evil");
        assertOver(way.back(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "Access_Denied", "a%0d%0aSet-Cookie:%20a=b", "%3Cscript%3E", ""})
    void backWhenTalkdeskSaysAnotherErrorThenFailed(String error) {
        String state = TestWay.parameter(way.url(anna, "agents"), "state");
        assertFailed(way.back("state=" + state + "&error=" + error));
    }

    @Test
    void backWhenThereIsNeitherCodeNorErrorThenFailed() {
        assertFailed(way.back("state=" + TestWay.parameter(way.url(anna, "agents"), "state")));
    }

    @Test
    void backWhenTheCodeIsMadeUpThenFailed() {
        assertFailed(way.back("code=abc&state=" + TestWay.parameter(way.url(anna, "agents"), "state")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https%3A%2F%2Fevil.example", "evil", "%00", "", "https%3A%2F%2F127.0.0.1.evil.example%2F"})
    void backWhenSentByAnotherIssuerThenFailedAndTheCodeIsNotUsed(String issuer) {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        assertThat(query).contains("&iss=");
        RawAnswer answer = way.back(query.replaceFirst("&iss=[^&]*", "&iss=" + issuer));
        assertFailed(answer);
        assertThat(line(answer).path("reason").stringValue()).isEqualTo("other_issuer");
    }

    @Test
    void backWhenTheIssuerIsNotToldThenRedirectedAllTheSame() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        assertThat(way.redeem(anna, "agents", TestWay.code(way.back(query.replaceFirst("&iss=[^&]*", ""))))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void backWhenTheBrowserSendsForeignCookiesThenTheyDoNotMatter() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        RawAnswer answer = Wire.get("/authorization/callback?" + query)
                .with("Cookie", "JSESSIONID=A1; state=" + NOBODYS)
                .to(port);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers("Set-Cookie")).isEmpty();
    }

    /** Nobody is asked for a login here, so a wrong one does no harm either. */
    @Test
    void backWhenTheBrowserSendsAWrongCredentialThenItDoesNotMatter() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        assertThat(Wire.get("/authorization/callback?" + query)
                        .as("nobody", "wrong")
                        .to(port)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void backWhenTheRequestNamesAnotherPlaceThenTheConfiguredOneCounts() {
        String evil = "https%3A%2F%2Fevil.example%2F";
        RawAnswer begun = anna.asks(fromEvil(
                        "POST", "/token/agents/authorization?redirect_uri=" + evil + "&return_to=" + evil + "&state=x"))
                .to(port);
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        String url = begun.json().path("authorization_url").stringValue();
        assertThat(url).doesNotContain("evil");
        assertThat(url).contains("&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fauthorization%2Fcallback&");
        RawAnswer back = fromEvil(
                        "GET",
                        "/authorization/callback?" + way.approve(url, "user-ana") + "&redirect_uri=" + evil
                                + "&return_to=" + evil + "&return-to=" + evil + "&next=" + evil + "&app=desk")
                .with("Referer", "https://evil.example/")
                .with("Origin", "https://evil.example")
                .to(port);
        assertThat(back.status()).as(back.body()).isEqualTo(302);
        assertThat(back.header("Location")).matches("https://app\\.example\\.com/signed-in\\?code=[A-Za-z0-9_-]{43}");
        assertThat(back.head()).doesNotContain("evil");
    }

    private static Wire fromEvil(String method, String target) {
        return new Wire(method, target, "Host: evil.example\r\nConnection: close\r\n", "")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Prefix", "/evil")
                .with("Forwarded", "host=evil.example;proto=https");
    }

    @Test
    void backWhenAParameterIsHugeThenRefused() {
        String state = TestWay.parameter(way.url(anna, "agents"), "state");
        assertOver(way.back("state=" + "A".repeat(7000)));
        assertThat(way.back("state=" + state + "&x=" + "A".repeat(100_000)).status())
                .isBetween(400, 499);
        RawAnswer answer = way.back("state=" + state + "&code=" + "A".repeat(5000));
        assertFailed(answer);
        assertThat(line(answer).path("reason").stringValue()).isEqualTo("no_code");
    }

    @Test
    void backWhenTheErrorIsHugeThenItIsNotWrittenDown() {
        String state = TestWay.parameter(way.url(anna, "agents"), "state");
        RawAnswer answer = way.back("state=" + state + "&error=" + "A".repeat(5000));
        assertFailed(answer);
        assertThat(line(answer).has("upstream_error")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"})
    void backWhenByAnotherMethodThenNotAllowedAndTheStateIsStillGood(String method) {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        RawAnswer answer = way.back(method, query);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
        assertThat(answer.headers("Location")).isEmpty();
        assertThat(way.back(query).status()).isEqualTo(302);
    }

    @Test
    void redeemWhenTheCodeIsReplayedThenRefusedAndTheSignInStays() throws ParseException {
        String code = way.code(anna, "agents", "user-ana");
        assertThat(way.redeem(anna, "agents", code).status()).isEqualTo(204);
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertThat(TestWay.subject(way.token(anna, "agents"))).isEqualTo("user-ana");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redeemWhenStolenThenRefusedAndGoodForNobody(boolean ofSameIssuer) {
        TestCaller thief = ofSameIssuer ? eve : anna.of("partners");
        String code = way.code(anna, "agents", "user-ana");
        assertProblem(way.redeem(thief, "agents", code), "sign_in_required");
        assertProblem(way.token(thief, "agents"), "sign_in_required");
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertProblem(way.token(anna, "agents"), "sign_in_required");
    }

    @Test
    void redeemWhenTheCodeIsOfAnotherAppThenRefusedAndGoodForNeither() {
        String code = way.code(anna, "agents", "user-ana");
        assertProblem(way.redeem(anna, "desk", code), "sign_in_required");
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertProblem(way.token(anna, "desk"), "sign_in_required");
    }

    @Test
    void redeemWhenTheCodeHasExpiredThenRefused() {
        String code = way.code(anna, "agents", "user-ana");
        expire("sign_in_code", "code_sha256", code);
        assertProblem(way.redeem(anna, "agents", code), "sign_in_required");
        assertProblem(way.token(anna, "agents"), "sign_in_required");
    }

    /** The state has been seen by Talkdesk, and by the browser's history. */
    @Test
    void redeemWhenByTheStateOrByTalkdesksCodeThenRefused() {
        String query = way.approve(way.url(anna, "agents"), "user-ana");
        assertProblem(way.redeem(anna, "agents", parameter(query, "state")), "sign_in_required");
        assertThat(way.back(query).status()).isEqualTo(302);
        assertProblem(way.redeem(anna, "agents", parameter(query, "state")), "sign_in_required");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "abc, 400",
        NOBODYS + "A, 400",
        "vwY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqX, 400",
        "%00wY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs, 400",
        "%zz, 400",
        NOBODYS + "&code=" + NOBODYS + ", 400",
        NOBODYS + ", 403",
    })
    void redeemWhenTheCodeIsMalformedOrNobodysThenRefused(String code, int status) {
        assertThat(way.redeem(anna, "agents", code).status()).isEqualTo(status);
    }

    private void expire(String table, String column, String secret) {
        int rows = store.inTransaction(jdbc -> jdbc.sql("update " + table
                        + " set expires_at = current_timestamp - interval '1' second where " + column + " = ?")
                .params(Fingerprint.of(secret).hex())
                .update());
        assertThat(rows).isOne();
    }

    private void assertOver(RawAnswer answer) {
        assertProblem(answer, "invalid_request", OVER);
        assertThat(answer.headers("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(line(answer).path("outcome").stringValue()).isEqualTo("unknown_state");
        assertThat(line(answer).has("caller_id")).isFalse();
    }

    private void assertFailed(RawAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(SignInApp.AGENTS + "?error=sign_in_failed");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(line(answer).path("outcome").stringValue()).isEqualTo("sign_in_failed");
    }

    private JsonNode line(RawAnswer answer) {
        return audit.about(answer.header("X-Request-Id"));
    }

    private static String parameter(String query, String name) {
        return TestWay.parameter("http://localhost/?" + query, name);
    }
}
