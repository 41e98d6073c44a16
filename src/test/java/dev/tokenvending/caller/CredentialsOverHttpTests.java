package dev.tokenvending.caller;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.Answers;
import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** API keys and tokens of issuers over the wire, beside HTTP Basic. */
@WholeApp
class CredentialsOverHttpTests {

    private static final String KEY = "c4nary-1f2e3d4c5b6a79881726354433221100";
    private static final String OLD_KEY = "c4nary-00112233445566778899aabbccddeeff";
    private static final TestIssuer CUSTOMERS = TestIssuer.start();
    private static final TestIssuer APP_CHECK = TestIssuer.start();
    private static final TestIssuer DOWN = TestIssuer.start();

    private final int port;

    CredentialsOverHttpTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void callers(DynamicPropertyRegistry registry) {
        Stream.of(
                        CUSTOMERS.settings(0, "customers"),
                        APP_CHECK.settings(1, "app-check"),
                        DOWN.settings(2, "down"),
                        new String[] {
                            "token-vending.callers.issuers[1].header=X-Firebase-AppCheck",
                            "token-vending.callers.api-keys[0].name=ios-app",
                            "token-vending.callers.api-keys[0].sha256="
                                    + Fingerprint.of(KEY).hex(),
                            "token-vending.callers.api-keys[1].name=ios-app",
                            "token-vending.callers.api-keys[1].sha256="
                                    + Fingerprint.of(OLD_KEY).hex(),
                            "token-vending.callers.api-keys[1].not-after=2026-01-01T00:00:00Z",
                            "token-vending.apps.customers-only.callers=issuer:customers"
                        })
                .flatMap(Stream::of)
                .forEach(setting -> registry.add(
                        setting.substring(0, setting.indexOf('=')), () -> setting.substring(setting.indexOf('=') + 1)));
        DOWN.answers(503, "");
    }

    @BeforeEach
    void issuersAreWell() {
        CUSTOMERS.isWell();
        APP_CHECK.isWell();
    }

    @AfterAll
    static void stop() {
        CUSTOMERS.close();
        APP_CHECK.close();
        DOWN.close();
    }

    private static Wire bearing(String token) {
        return Wire.get("/token").with("Authorization", "Bearer " + token);
    }

    @Test
    void getWhenCallerHasATokenThenVendedToItsIdentity() {
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer answer =
                    bearing(CUSTOMERS.token().sign()).named("by-token").to(port);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("identity").stringValue()).isEqualTo("anna");
            JsonNode line = audit.about("by-token");
            assertThat(line.path("caller_kind").stringValue()).isEqualTo("issuer");
            assertThat(line.path("caller_issuer").stringValue()).isEqualTo("customers");
            assertThat(line.path("caller_id").stringValue()).isEqualTo("anna");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void getWhenSchemeIsSpelledAnyWayThenVended(String scheme) {
        String token = CUSTOMERS.token().sign();
        RawAnswer answer =
                Wire.get("/token").with("Authorization", scheme + " " + token).to(port);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void getWhenTokenIsInAHeaderOfItsOwnThenVended() {
        String token = APP_CHECK.token().claim("sub", "1:123:ios:abc").sign();
        RawAnswer answer = Wire.get("/token").with("X-Firebase-AppCheck", token).to(port);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("identity").stringValue()).isEqualTo("1:123:ios:abc");
        assertProblem401(Wire.get("/token").with("X-Firebase-AppCheck", "Bearer " + token));
        assertProblem401(bearing(token));
    }

    @Test
    void postWhenCallerHasAnApiKeyThenVendedToItsName() {
        RawAnswer answer = Wire.post("/token").with("X-Api-Key", KEY).to(port);
        assertThat(answer.status()).isEqualTo(201);
        RawAnswer named = Wire.get("/token").with("x-api-key", KEY).to(port);
        assertThat(named.json().path("identity").stringValue()).isEqualTo("ios-app");
    }

    @Test
    void getWhenAppIsForOneIssuerThenOthersAreDenied() {
        Wire app = Wire.get("/token/customers-only");
        assertThat(app.with("Authorization", "Bearer " + CUSTOMERS.token().sign())
                        .to(port)
                        .status())
                .isEqualTo(200);
        assertProblem(app.with("X-Api-Key", KEY).to(port), "denied");
        assertProblem(app.with("X-Firebase-AppCheck", APP_CHECK.token().sign()).to(port), "denied");
        assertProblem(app.asCaller().to(port), "denied");
    }

    static Stream<Wire> credentialsThatDoNotHold() {
        String good = CUSTOMERS.token().sign();
        return Stream.of(
                bearing(""),
                bearing("nonsense"),
                bearing(Talkdesk.TOKEN),
                bearing(good + "x"),
                bearing(good + " " + good),
                bearing("x".repeat(20_000)),
                bearing(CUSTOMERS
                        .token()
                        .expiring(Instant.now().minusSeconds(61))
                        .sign()),
                bearing(CUSTOMERS.token().claim("aud", "other").sign()),
                bearing(CUSTOMERS
                        .token()
                        .claim("iss", "https://evil.example.com/")
                        .sign()),
                bearing(CUSTOMERS.token().header("kid", "unknown").sign()),
                bearing(CUSTOMERS.token().header("alg", "none").sign()),
                bearing(CUSTOMERS.token().signedBy(TestIssuerKeys.ec("ec-1")).sign()),
                Wire.get("/token").with("Authorization", "DPoP " + good),
                Wire.get("/token").with("Authorization", "Bearer" + good),
                Wire.get("/token").with("Authorization", good),
                Wire.get("/token").with("X-Api-Key", ""),
                Wire.get("/token").with("X-Api-Key", "c4nary-wrong"),
                Wire.get("/token").with("X-Api-Key", OLD_KEY),
                Wire.get("/token").with("X-Api-Key", Fingerprint.of(KEY).hex()),
                Wire.get("/token").with("X-Firebase-AppCheck", ""),
                Wire.get("/token").with("X-Firebase-AppCheck", good),
                Wire.get("/token").as(WholeApp.CALLER, "wrong"));
    }

    @ParameterizedTest
    @MethodSource("credentialsThatDoNotHold")
    void getWhenCredentialDoesNotHoldThenAnsweredAsWithoutAny(Wire request) {
        RawAnswer without = Wire.get("/token").named("same").to(port);
        RawAnswer with = request.named("same").to(port);
        assertProblem(with, "unauthenticated");
        assertThat(with.steadyHeaders()).isEqualTo(without.steadyHeaders());
        assertThat(with.body()).isEqualTo(without.body());
        assertThat(with.headers("WWW-Authenticate"))
                .containsExactly(
                        "Basic realm=\"talkdesk-token-vending\", charset=\"UTF-8\"",
                        "Bearer realm=\"talkdesk-token-vending\"");
        assertThat(Talkdesk.calls()).isZero();
    }

    static Stream<Wire> twoCredentials() {
        String good = CUSTOMERS.token().sign();
        String appCheck = APP_CHECK.token().sign();
        return Stream.of(
                bearing(good).asCaller(),
                bearing(good).with("Authorization", "Bearer " + good),
                bearing(good).with("X-Api-Key", KEY),
                bearing(good).with("X-Firebase-AppCheck", appCheck),
                bearing(good).with("x-api-key", ""),
                Wire.get("/token").asCaller().with("X-Api-Key", KEY),
                Wire.get("/token").asCaller().with("X-FIREBASE-APPCHECK", appCheck),
                Wire.get("/token").with("X-Api-Key", KEY).with("X-Api-Key", KEY),
                Wire.get("/token").with("X-Api-Key", KEY).with("X-Firebase-AppCheck", appCheck),
                Wire.get("/token").with("X-Firebase-AppCheck", appCheck).with("X-Firebase-AppCheck", appCheck));
    }

    @ParameterizedTest
    @MethodSource("twoCredentials")
    void getWhenTwoCredentialsThenInvalidRequest(Wire request) {
        try (AuditLines audit = AuditLines.open()) {
            assertProblem(request.named("two").to(port), "invalid_request");
            assertThat(audit.about("two").path("reason").stringValue()).isEqualTo("two_credentials");
        }
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void getWhenOperatorSendsAHeaderOfCallersTooThenNotTwoCredentials() {
        RawAnswer answer = Wire.get("/actuator/info")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .with("X-Api-Key", KEY)
                .to(port);
        assertThat(answer.status()).isEqualTo(200);
    }

    /** Incident: everybody was logged out with 401 while the identity provider's keys were down. */
    @Test
    void getWhenKeysWereNeverHadThenUnavailableUntilTheyAre() {
        Wire request = bearing(DOWN.token().sign());
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer answer = request.named("down").to(port);
            assertProblem(answer, "upstream_unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
            assertThat(audit.about("down").path("reason").stringValue()).isEqualTo("no_keys_of_issuer");
        }
        assertThat(Wire.get("/token").asCaller().to(port).status())
                .as("which is nobody else's trouble")
                .isEqualTo(200);
        assertThat(Wire.get("/actuator/health/readiness").to(port).status()).isEqualTo(200);
        DOWN.isWell();
        await().atMost(Duration.ofSeconds(20)).until(() -> request.to(port).status() == 200);
    }

    @Test
    void getWhenKeysAreHeldThenAnOutageIsNoticedByNobody() {
        Wire request = bearing(CUSTOMERS.token().sign());
        assertThat(request.to(port).status()).isEqualTo(200);
        CUSTOMERS.hangs();
        assertThat(request.to(port).status()).isEqualTo(200);
        assertProblem401(bearing(CUSTOMERS.token().header("kid", "unknown").sign()));
    }

    @Test
    void getWhenTokenIsAMegabyteThenRefusedUnread() {
        Answers.assertBareRefusal(bearing("x".repeat(1024 * 1024)).to(port));
    }

    @Test
    void getWhenTokenIsRefusedThenAuditAloneKnowsWhy() {
        List<String> refused = List.of(
                CUSTOMERS.token().claim("aud", "other").sign(), "wrong_audience",
                CUSTOMERS.token().claim("sub", null).sign(), "no_identity",
                CUSTOMERS.token().claim("iss", "x").sign(), "unlisted_issuer");
        try (AuditLines audit = AuditLines.open()) {
            for (int i = 0; i < refused.size(); i += 2) {
                bearing(refused.get(i)).named("refused-" + i).to(port);
                assertThat(audit.about("refused-" + i).path("reason").stringValue())
                        .isEqualTo(refused.get(i + 1));
            }
            assertThat(audit.all()).noneMatch(line -> line.contains("eyJ"));
        }
    }

    private void assertProblem401(Wire request) {
        assertProblem(request.to(port), "unauthenticated");
    }
}
