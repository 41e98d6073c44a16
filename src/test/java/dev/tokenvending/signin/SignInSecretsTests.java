package dev.tokenvending.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** With all of this service's loggers at TRACE no secret of a sign-in is written, nor stands in the database as it is. */
@SignInApp
class SignInSecretsTests {

    private static final List<String> TABLES = List.of("pending_sign_in", "sign_in_code", "sign_in");

    private final TestWay way;
    private final Store store;
    private final Seals seals;
    private final TestCaller anna = TestCaller.fresh();
    private final SignInFor whom =
            SignInFor.of(new Caller(CallerKind.ISSUER, anna.issuer(), anna.id()), new AppId("agents"));
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.tokenvending");
    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final Written written = new Written();

    SignInSecretsTests(@Value("${local.server.port}") int port, @Autowired Store store, @Autowired Seals seals) {
        this.way = new TestWay(port);
        this.store = store;
        this.seals = seals;
    }

    @BeforeEach
    void listen() {
        written.start();
        root.addAppender(written);
        audit.addAppender(written);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        ours.setLevel(null);
        audit.detachAppender(written);
        root.detachAppender(written);
        written.stop();
    }

    @Test
    void signInWhenEverythingIsLoggedThenNoSecretIsWrittenDown() throws BrokenSealException {
        Map<String, String> secrets = new LinkedHashMap<>();
        String url = way.url(anna, "agents");
        String state = TestWay.parameter(url, "state");
        secrets.put("state", state);
        secrets.put("nonce", TestWay.parameter(url, "nonce"));
        secrets.put("verifier", verifier(state));
        assertNoneIsStored(secrets);

        String query = way.approve(url, "user-ana");
        secrets.put("Talkdesk's code", TestWay.parameter("http://localhost/?" + query, "code"));
        RawAnswer back = way.back(query);
        secrets.put("our code", TestWay.code(back));
        secrets.put("first refresh token", waiting(TestWay.code(back)).refreshToken());
        assertNoneIsStored(secrets);

        assertThat(way.redeem(anna, "agents", TestWay.code(back)).status()).isEqualTo(204);
        RawAnswer token = way.token(anna, "agents");
        secrets.put("access token", token.json().path("token").stringValue());
        secrets.put("refresh token", refreshToken());
        assertNoneIsStored(secrets);

        way.back(query);
        way.redeem(anna, "agents", TestWay.code(back));
        way.decide(way.url(anna, "agents"), "decision=deny");
        way.forget(anna, "agents");
        await().until(() -> written.lines.stream().anyMatch(line -> line.contains("sign_in_forgotten")));
        assertThat(secrets.values()).doesNotHaveDuplicates();
        secrets.forEach((name, secret) -> assertThat(written.lines).as(name).noneMatch(line -> line.contains(secret)));
    }

    /** Otherwise the test above could not fail. */
    @Test
    void logWhenASecretIsWrittenThenSeen() {
        ours.trace("secret {}", "NOBODYS", new IllegalStateException("hidden"));
        assertThat(written.lines).anySatisfy(line -> assertThat(line).contains("secret NOBODYS", "hidden"));
    }

    private String verifier(String state) throws BrokenSealException {
        String hash = Fingerprint.of(state).hex();
        String json = seals.open(
                column("content", "pending_sign_in", "state_sha256", hash), whom.row("pending_sign_in", hash));
        return String.valueOf(Pending.parse(json).verifier());
    }

    private Granted waiting(String code) throws BrokenSealException {
        String hash = Fingerprint.of(code).hex();
        return Granted.parse(
                seals.open(column("content", "sign_in_code", "code_sha256", hash), whom.row("sign_in_code", hash)));
    }

    private String refreshToken() throws BrokenSealException {
        SignIn signIn = store.inTransaction(jdbc -> new SignIns(seals, StoreClock::ofDatabase).find(jdbc, whom))
                .orElseThrow();
        return seals.open(signIn.refreshToken(), signIn.refreshRow());
    }

    private String column(String column, String table, String key, String value) {
        return store.inTransaction(jdbc -> jdbc.sql("select " + column + " from " + table + " where " + key + " = ?")
                .params(value)
                .query(String.class)
                .single());
    }

    private void assertNoneIsStored(Map<String, String> secrets) {
        for (String table : TABLES) {
            String rows = store.inTransaction(jdbc ->
                    jdbc.sql("select * from " + table).query().listOfRows().toString());
            secrets.forEach((name, secret) -> assertThat(rows).as(name).doesNotContain(secret));
        }
    }

    /** What is written, with the exceptions; of frameworks without DEBUG and TRACE, which tell whole URLs. */
    private static final class Written extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            boolean ofFrameworks = !event.getLoggerName().startsWith("dev.tokenvending")
                    && !event.getLoggerName().equals("audit");
            if (ofFrameworks && !event.getLevel().isGreaterOrEqual(Level.INFO)) {
                return;
            }
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }
}
