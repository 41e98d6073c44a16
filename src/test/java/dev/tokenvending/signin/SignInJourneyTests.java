package dev.tokenvending.signin;

import static dev.tokenvending.Answers.assertProblem;
import static dev.tokenvending.Answers.assertTokenHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** A user signs in for an app, as it is meant to go; and who cannot begin. Each test has a caller of its own. */
@SignInApp
class SignInJourneyTests {

    private final TestWay way;
    private final int port;
    private final AuditLines audit = AuditLines.open();
    private final TestCaller anna = TestCaller.fresh();

    SignInJourneyTests(@Value("${local.server.port}") int port) {
        this.port = port;
        this.way = new TestWay(port);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @ParameterizedTest
    @CsvSource({"agents, user-ana", "agents, user-ben", "desk, user-ben"})
    void signInWhenAllGoesWellThenTheTokensAreOfThatUser(String app, String user) throws ParseException {
        assertSignInRequired(way.token(anna, app));

        RawAnswer begun = way.begin(anna, app);
        assertTokenHeaders(begun);
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.members()).containsExactly("authorization_url", "expires_in");
        assertThat(begun.json().path("expires_in").intValue()).isEqualTo(600);
        String url = begun.json().path("authorization_url").stringValue();
        assertThat(way.page(url).body()).contains("<button name=\"decision\" value=\"approve\">");
        RawAnswer back = way.back(way.approve(url, user));
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location"))
                .matches((app.equals("desk")
                                ? "https://desk\\.example\\.com/\\?from=us&"
                                : "https://app\\.example\\.com/signed-in\\?")
                        + "code=[A-Za-z0-9_-]{43}");
        assertThat(back.headers("Cache-Control")).containsExactly("no-store");
        assertThat(back.headers("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(back.headers("Set-Cookie")).isEmpty();
        assertThat(back.body()).isEmpty();

        assertSignInRequired(way.token(anna, app));
        RawAnswer done = way.redeem(anna, app, TestWay.code(back));
        assertTokenHeaders(done);
        assertThat(done.status()).isEqualTo(204);
        assertThat(TestWay.subject(way.token(anna, app))).isEqualTo(user);
    }

    @Test
    void getWhenAskedAgainThenTheSameToken() {
        way.signIn(anna, "agents", "user-ana");
        String first = way.token(anna, "agents").json().path("token").stringValue();
        assertThat(way.token(anna, "agents").json().path("token").stringValue()).isEqualTo(first);
        RawAnswer posted = way.ask(anna, "POST", "/token/agents");
        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.json().path("auth_token").stringValue()).isEqualTo(first);
    }

    @Test
    void deleteWhenSignedInThenTheNextRequestNeedsASignIn() {
        way.signIn(anna, "agents", "user-ana");
        assertThat(way.token(anna, "agents").status()).isEqualTo(200);
        RawAnswer forgotten = way.forget(anna, "agents");
        assertTokenHeaders(forgotten);
        assertThat(forgotten.status()).isEqualTo(204);
        assertSignInRequired(way.token(anna, "agents"));
        assertThat(way.forget(anna, "agents").status()).isEqualTo(204);
    }

    @Test
    void deleteWhenTheBrowserIsOnItsWayThenItsStateIsNobodys() {
        String back = way.approve(way.url(anna, "agents"), "user-ana");
        way.forget(anna, "agents");
        assertThat(way.back(back).status()).isEqualTo(400);
    }

    @Test
    void deleteWhenACodeWaitsThenItIsGoodNoMore() {
        String code = way.code(anna, "agents", "user-ana");
        way.forget(anna, "agents");
        assertSignInRequired(way.redeem(anna, "agents", code));
    }

    @Test
    void deleteWhenOthersAreSignedInThenTheyStaySo() throws ParseException {
        TestCaller partner = anna.of("partners");
        way.signIn(anna, "agents", "user-ana");
        way.signIn(anna, "desk", "user-ben");
        way.signIn(partner, "agents", "user-ben");
        way.forget(anna, "agents");
        assertThat(TestWay.subject(way.token(anna, "desk"))).isEqualTo("user-ben");
        assertThat(TestWay.subject(way.token(partner, "agents"))).isEqualTo("user-ben");
    }

    @Test
    void redeemWhenSignedInBeforeThenTheNewUserTakesThePlace() throws ParseException {
        way.signIn(anna, "agents", "user-ana");
        assertThat(TestWay.subject(way.token(anna, "agents"))).isEqualTo("user-ana");
        way.signIn(anna, "agents", "user-ben");
        assertThat(TestWay.subject(way.token(anna, "agents"))).isEqualTo("user-ben");
    }

    @Test
    void signInWhenItGoesItsWayThenEachStepHasItsAuditLine() {
        RawAnswer begun = way.begin(anna, "agents");
        RawAnswer back =
                way.back(way.approve(begun.json().path("authorization_url").stringValue(), "user-ana"));
        RawAnswer redeemed = way.redeem(anna, "agents", TestWay.code(back));
        RawAnswer forgotten = way.forget(anna, "agents");
        RawAnswer refused = way.token(anna, "agents");
        assertThat(List.of(begun, back, redeemed, forgotten, refused))
                .extracting(answer -> line(answer).path("event").stringValue() + " "
                        + line(answer).path("outcome").stringValue())
                .containsExactly(
                        "token_request sign_in_started",
                        "sign_in returned",
                        "token_request sign_in_redeemed",
                        "token_request sign_in_forgotten",
                        "token_request sign_in_required");
        for (RawAnswer answer : List.of(begun, back, redeemed, forgotten, refused)) {
            assertThat(line(answer).path("caller_issuer").stringValue()).isEqualTo("customers");
            assertThat(line(answer).path("caller_id").stringValue()).isEqualTo(anna.id());
            assertThat(line(answer).path("app").stringValue()).isEqualTo("agents");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void requestWhenByAUserNameThenDenied(String method) {
        RawAnswer answer = Wire.of(method, "/token/agents/authorization")
                .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                .to(port);
        assertProblem(answer, "denied");
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "POST, ?code=vwY8yQ0HLSVGbUjFyrJMQLVvAkUBsHgTLqVqFCpPqXs", "DELETE, ''"})
    void requestWhenTheAppIsNotForThatIssuerThenDenied(String method, String query) {
        assertProblem(way.ask(anna.of("partners"), method, "/token/desk/authorization" + query), "denied");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, machines, not_found",
        "DELETE, machines, not_found",
        "POST, nobodys, unknown_app",
        "DELETE, nobodys, unknown_app"
    })
    void requestWhenTheAppHasNoSignInThenThereIsNothing(String method, String app, String code) {
        assertProblem(way.ask(anna, method, "/token/" + app + "/authorization"), code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void requestWhenWithoutCredentialThenUnauthenticated(String method) {
        assertThat(Wire.of(method, "/token/agents/authorization").to(port).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH"})
    void requestWhenByAnotherMethodThenToldWhich(String method) {
        RawAnswer answer = way.ask(anna, method, "/token/agents/authorization");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").split(", ", -1)).containsExactlyInAnyOrder("POST", "DELETE");
    }

    private JsonNode line(RawAnswer answer) {
        return audit.about(answer.header("X-Request-Id"));
    }

    private static void assertSignInRequired(RawAnswer answer) {
        assertProblem(answer, "sign_in_required");
    }
}
