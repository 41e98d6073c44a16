package dev.tokenvending.vending;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import dev.tokenvending.talkdesk.GuardReset;
import java.text.ParseException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;

/** A mobile developer with the sandbox: good tokens at once, and every fault on demand. */
@SandboxApp
class SandboxJourneyTests {

    private final int port;
    private final ApplicationContext application;

    SandboxJourneyTests(@Value("${local.server.port}") int port, @Autowired ApplicationContext application) {
        this.port = port;
        this.application = application;
    }

    @AfterEach
    void nothingIsBroken() {
        order("{\"fault\":\"none\"}");
        GuardReset.closeAll(application);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/token/example-app-ios", "/token/any-name-at-all", "/token/a/"})
    void getWhenNothingIsConfiguredThenEveryNameIsAnApp(String target) throws ParseException {
        RawAnswer answer = ask(target);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("identity").stringValue()).isEqualTo(SandboxApp.CALLER);
        assertThat(answer.json().path("expires_in").intValue()).isBetween(590, 600);
        assertThat(answer.json().path("scope").stringValue()).isEqualTo("visual-sessions:execute");
        SignedJWT token = SignedJWT.parse(answer.json().path("token").stringValue());
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isNotNull();
    }

    @Test
    void postWhenSampleAppAsksThenCreated() {
        RawAnswer answer = Wire.post("/token/example-app-ios")
                .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                .to(port);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.members()).containsExactly("auth_token", "expires_in");
    }

    @Test
    void putWhenOrderIsWrongThenProblem() {
        Wire order = Wire.of("PUT", "/sandbox/faults");
        assertThat(order.sending("{\"fault\":\"fire\"}").to(port).status()).isEqualTo(400);
        assertThat(order.sending(" ".repeat(64 * 1024 + 1)).to(port).status()).isEqualTo(413);
    }

    @Test
    void getWhenNothingIsReusedThenEveryTokenIsFresh() {
        Set<String> tokens = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            tokens.add(ask("/token?format=text").body());
        }
        assertThat(tokens).hasSize(20);
    }

    @Test
    void getWhenNameCannotBeAnAppThenUnknownApp() {
        assertProblem(ask("/token/Example"), "unknown_app");
    }

    @ParameterizedTest
    @CsvSource({
        "401, upstream_rejected",
        "429, upstream_unavailable",
        "500, upstream_unavailable",
        "html-502, upstream_unavailable",
        "cut, upstream_unavailable",
        "malformed, upstream_unavailable",
        "expires-missing, upstream_unavailable",
        "expires-zero, upstream_unavailable",
        "expires-negative, upstream_unavailable",
        "expires-text, upstream_unavailable",
        "wider-scope, upstream_rejected",
        "clock-skew, upstream_rejected",
    })
    void getWhenFaultIsOrderedThenItsProblem(String fault, String code) {
        order("{\"fault\":\"" + fault + "\"}");
        RawAnswer answer = ask("/token");
        assertProblem(answer, code);
        assertThat(answer.headers("Retry-After")).hasSize(code.equals("upstream_unavailable") ? 1 : 0);
        nothingIsBroken();
        assertThat(ask("/token").status()).isEqualTo(200);
    }

    @Test
    void getWhenTalkdeskIsSlowButInTimeThenVended() {
        order("{\"fault\":\"slow\",\"millis\":50}");
        assertThat(ask("/token").status()).isEqualTo(200);
    }

    @Test
    void getWhenTalkdeskIsSlowerThanTheDeadlineThenUpstreamTimeout() {
        order("{\"fault\":\"slow\",\"millis\":60000}");
        assertProblem(ask("/token"), "upstream_timeout");
    }

    @Test
    void getWhenLifeIsAbsurdThenOneDayIsBelieved() {
        order("{\"fault\":\"expires-huge\"}");
        assertThat(ask("/token").json().path("expires_in").longValue()).isBetween(86_390L, 86_400L);
    }

    @Test
    void getWhenTalkdesksClockIsALittleOffThenVended() {
        order("{\"fault\":\"clock-skew\",\"millis\":5000}");
        assertThat(ask("/token").status()).isEqualTo(200);
    }

    /** One attempt is made good by the next; each is signed anew, or the sandbox would call it a replay. */
    @ParameterizedTest
    @ValueSource(strings = {"cut", "html-502"})
    void getWhenOneAttemptFailsThenSecondIsVended(String fault) {
        order("{\"fault\":\"" + fault + "\",\"times\":1}");
        assertThat(ask("/token").status()).isEqualTo(200);
    }

    private RawAnswer ask(String target) {
        return Wire.get(target).as(SandboxApp.CALLER, SandboxApp.PASSWORD).to(port);
    }

    private void order(String fault) {
        assertThat(Wire.of("PUT", "/sandbox/faults").sending(fault).to(port).status())
                .isEqualTo(200);
    }
}
