package dev.tokenvending.signin;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Wire;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Users of two customers sign in for one app: whatever a browser brings goes to the account of its state only. */
@SignInApp
class SignInTenantsTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final TestWay way;
    private final AuditLines audit = AuditLines.open();
    private final String one = "sign-in-one-" + NUMBER.incrementAndGet();
    private final String other = "sign-in-other-" + NUMBER.get();
    private final TestCaller anna = TestCaller.fresh().at(one);
    private final TestCaller bert = TestCaller.fresh().at(other);

    SignInTenantsTests(@Value("${local.server.port}") int port) {
        this.port = port;
        this.way = new TestWay(port);
    }

    @BeforeEach
    void install() {
        order(one, "app.installed");
        order(other, "app.installed");
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void signInWhenForACustomerThenAtItsOwnPageAndTheTokenIsOfItsAccount() throws ParseException {
        String url = way.url(anna, "tenants");
        assertThat(URI.create(url).getPath()).endsWith("/installations/" + one + "/oauth/authorize");
        RawAnswer back = way.back(way.approve(url, "user-ben"));
        assertThat(way.redeem(anna, "tenants", TestWay.code(back)).status()).isEqualTo(204);
        RawAnswer token = way.token(anna, "tenants");
        assertThat(TestWay.subject(token)).isEqualTo("user-ben");
        for (RawAnswer answer : new RawAnswer[] {back, token}) {
            assertThat(audit.about(answer.header("X-Request-Id"))
                            .path("account")
                            .stringValue())
                    .isEqualTo("installed:" + one);
        }
    }

    /** Mix-up (RFC 9700, 4.4): the other account's code is sent to the account of the state, which does not know it. */
    @Test
    void backWhenTheCodeIsOfAnotherAccountThenFailedAndTheOtherAccountHasNotSeenIt() {
        String mine = way.approve(way.url(anna, "tenants"), "user-ana");
        String theirs = way.approve(way.url(bert, "tenants"), "user-ben");
        RawAnswer mixed = way.back("state=" + parameter(mine, "state") + "&code=" + parameter(theirs, "code"));
        assertThat(mixed.header("Location")).isEqualTo(SignInApp.AGENTS + "?error=sign_in_failed");
        assertThat(audit.about(mixed.header("X-Request-Id")).path("account").stringValue())
                .isEqualTo("installed:" + one);
        assertThat(way.redeem(bert, "tenants", TestWay.code(way.back(theirs))).status())
                .isEqualTo(204);
        assertProblem(way.token(anna, "tenants"), "sign_in_required");
    }

    @Test
    void getWhenTheCallerHasBecomeAnotherCustomersThenTheSignInIsNotForThatOne() throws ParseException {
        way.signIn(anna, "tenants", "user-ana");
        assertProblem(way.token(anna.at(other), "tenants"), "sign_in_required");
        assertThat(TestWay.subject(way.token(anna, "tenants"))).isEqualTo("user-ana");
    }

    @Test
    void getWhenUninstalledThenDeniedThoughSignedIn() {
        way.signIn(anna, "tenants", "user-ana");
        assertThat(way.token(anna, "tenants").status()).isEqualTo(200);
        order(one, "app.uninstalled");
        assertProblem(way.token(anna, "tenants"), "denied");
    }

    @Test
    void backWhenUninstalledInTheMeantimeThenFailed() {
        String query = way.approve(way.url(anna, "tenants"), "user-ana");
        order(one, "app.uninstalled");
        RawAnswer back = way.back(query);
        assertThat(back.header("Location")).isEqualTo(SignInApp.AGENTS + "?error=sign_in_failed");
        assertThat(audit.about(back.header("X-Request-Id")).path("reason").stringValue())
                .isEqualTo("not_installed");
    }

    @Test
    void beginWhenNothingIsInstalledThenDenied() {
        assertProblem(way.begin(anna.at("nobodys"), "tenants"), "denied");
    }

    /** Installed a minute ago, so that it may be removed now. */
    private void order(String tenant, String type) {
        Instant at = type.equals("app.installed") ? Instant.now().minusSeconds(60) : Instant.now();
        String named = type.equals("app.installed") ? ",\"account_id\":\"T\",\"account_name\":\"starship\"" : "";
        RawAnswer answer = Wire.post("/sandbox/appconnect/events")
                .sending("{\"type\":\"%s\",\"installation\":\"T\",\"created_at\":\"%s\"%s}"
                        .formatted(type, at, named)
                        .replace("T\"", tenant + "\""))
                .to(port);
        assertThat(answer.json().path("statuses").toString()).as(answer.body()).isEqualTo("[200]");
    }

    private static String parameter(String query, String name) {
        return TestWay.parameter("http://localhost/?" + query, name);
    }
}
