package dev.tokenvending.appconnect;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.caller.TestTokens;
import dev.tokenvending.core.UserLoggedOut;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers install, rotate and remove the app in the sandbox, and their users ask for tokens. Each test has its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "token-vending.deadline=6s",
            "appconnect.app-ids=app-1",
            "token-vending.apps.mobile.account-claim=tenant",
            "token-vending.apps.mobile.account-issuers=customers",
            "token-vending.callers.basic[0].username=" + SandboxApp.CALLER,
            "token-vending.callers.basic[0].password=" + SandboxApp.PASSWORD,
        })
@ActiveProfiles("sandbox")
class AppConnectJourneyTests {

    private static final JWK CUSTOMERS = TestIssuerKeys.ec("customers-1");
    private static final JWK PARTNERS = TestIssuerKeys.ec("partners-1");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<UserLoggedOut> LOGGED_OUT = new CopyOnWriteArrayList<>();

    private final int port;
    private final AuditLines audit = AuditLines.open();
    private final String installation = "inst-" + NUMBER.incrementAndGet();
    private final String account = "acc-" + NUMBER.get();

    AppConnectJourneyTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Listening {

        @EventListener
        void told(UserLoggedOut event) {
            LOGGED_OUT.add(event);
        }
    }

    @DynamicPropertySource
    static void issuers(DynamicPropertyRegistry registry) {
        issuer(registry, 0, "customers", CUSTOMERS);
        issuer(registry, 1, "partners", PARTNERS);
    }

    private static void issuer(DynamicPropertyRegistry registry, int index, String name, JWK key) {
        String prefix = "token-vending.callers.issuers[" + index + "].";
        registry.add(prefix + "name", () -> name);
        registry.add(prefix + "issuer", () -> "https://" + name + ".example.com/");
        registry.add(prefix + "audiences", () -> "example-app");
        registry.add(prefix + "algorithms", () -> "ES256");
        registry.add(prefix + "public-key", () -> TestIssuerKeys.pem(key));
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void getWhenInstalledThenVendedAndTheAuditNamesTheAccount() {
        assertThat(install()).containsExactly(200);
        String request = name();
        RawAnswer answer = ask("anna", account, request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode line = audit.about(request);
        assertThat(line.path("outcome").stringValue()).isEqualTo("vended");
        assertThat(line.path("account").stringValue()).isEqualTo("installed:" + account);
        assertThat(line.path("caller_issuer").stringValue()).isEqualTo("customers");
        assertThat(told("app.installed").path("effect").stringValue()).isEqualTo("applied");
    }

    @Test
    void postWhenInstalledThenApprovalIsTold() {
        install();
        await().until(() -> acknowledged().equals(List.of("approve")));
        assertThat(order("{\"type\":\"app.updated\",\"installation\":\"%s\"}")).containsExactly(200);
        assertThat(acknowledged()).containsExactly("approve");
    }

    @Test
    void postWhenAUserHasSignedOutThenWhoeverListensIsTold() {
        install();
        assertThat(order("{\"type\":\"user.logout\",\"installation\":\"%s\"}")).containsExactly(200);
        assertThat(LOGGED_OUT)
                .filteredOn(it -> it.accountId().equals(account))
                .singleElement()
                .satisfies(it -> assertThat(it.userId()).isNotNull());
        assertThat(told("user.logout").path("effect").stringValue()).isEqualTo("applied");
    }

    @Test
    void postWhenRotatedThenItIsToldAndFreshTokensAreOfTheNewClient() throws ParseException {
        install();
        String before = clientOf(ask("anna", account, name()));
        assertThat(clients()).containsExactly(before);
        assertThat(order("{\"type\":\"app.credentials_rotated\",\"installation\":\"%s\"}"))
                .containsExactly(200);
        await().until(() -> acknowledged().contains("acknowledged"));
        List<String> both = clients();
        assertThat(both).hasSize(2).contains(before);
        // The credentials are told of once they have served; that they count now is noted in the same moment.
        await().untilAsserted(
                        () -> assertThat(clientOf(ask("anna", account, name()))).isNotEqualTo(before));
        assertThat(both).contains(clientOf(ask("bert", account, name())));
    }

    /** A warm token, and a warm answer of whose account it is, grant nothing. */
    @Test
    void getWhenUninstalledThenTheVeryNextRequestIsDenied() {
        install();
        assertThat(ask("anna", account, name()).status()).isEqualTo(200);
        assertThat(ask("anna", account, name()).status()).isEqualTo(200);
        assertThat(order("{\"type\":\"app.uninstalled\",\"installation\":\"%s\"}"))
                .containsExactly(200);
        assertDenied(ask("anna", account, name()), "not_installed");
    }

    @Test
    void getWhenInstalledAgainThenVended() {
        install();
        order("{\"type\":\"app.uninstalled\",\"installation\":\"%s\",\"created_at\":\"" + Instant.now() + "\"}");
        assertDenied(ask("anna", account, name()), "not_installed");
        assertThat(install(Instant.now().plusSeconds(1))).containsExactly(200);
        assertThat(ask("anna", account, name()).status()).isEqualTo(200);
    }

    @Test
    void postWhenItComesTwiceThenDuplicate() {
        assertThat(order("""
            {"type":"app.installed","installation":"%s","account_id":"ACCOUNT","account_name":"a","times":2}\
            """)).containsExactly(200, 200);
        await().until(() -> lines("app.installed").size() == 2);
        assertThat(lines("app.installed"))
                .extracting(line -> line.path("effect").stringValue())
                .containsExactly("applied", "duplicate");
        await().until(() -> acknowledged().equals(List.of("approve")));
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, wrong_signature",
        "unknown-key, unknown_signature_key",
        "missing, no_signature",
    })
    void postWhenSignatureIsNotGoodThenRefusedAndNothingIsBelieved(String signature, String reason) {
        assertThat(order("""
            {"type":"app.installed","installation":"%s","account_id":"ACCOUNT","account_name":"a","signature":"KIND"}\
            """.replace("KIND", signature))).containsExactly(401);
        assertThat(told("event_refused").path("reason").stringValue()).isEqualTo(reason);
        assertDenied(ask("anna", account, name()), "not_installed");
        assertThat(acknowledged()).isEmpty();
    }

    @Test
    void getWhenAccountIsOfAnotherTenantThenDenied() {
        install();
        assertDenied(ask("anna", "somebody-elses", name()), "not_installed");
        assertDenied(ask("anna", account.toUpperCase(Locale.ROOT), name()), "not_installed");
        assertDenied(ask("anna", account + "%", name()), "not_installed");
    }

    static Stream<@Nullable Object> claims() {
        return Stream.of(
                null,
                7,
                true,
                "",
                " ",
                "a".repeat(300),
                "acc 1",
                "acc-1\n",
                List.of("acc-1"),
                Map.of("id", "acc-1"),
                List.of());
    }

    @ParameterizedTest
    @MethodSource("claims")
    void getWhenClaimIsNoAccountThenDenied(@Nullable Object claim) {
        String request = name();
        RawAnswer answer = ask(by(CUSTOMERS, "customers", "anna").claim("tenant", claim), request);
        assertProblem(answer, "denied");
        assertThat(audit.about(request).path("reason").stringValue()).isEqualTo("account_claim_missing");
        assertThat(audit.about(request).has("account")).isFalse();
    }

    @Test
    void getWhenCallerIsOfNoIssuerThatSaysWhoseThenDenied() {
        install();
        assertDenied(ask(by(PARTNERS, "partners", "anna").claim("tenant", account), name()), "issuer_not_of_account");
        RawAnswer basic = Wire.get("/token/mobile")
                .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                .named(name())
                .to(port);
        assertDenied(basic, "issuer_not_of_account");
    }

    private List<Integer> install() {
        return install(Instant.now().minusSeconds(60));
    }

    private List<Integer> install(Instant at) {
        return order("""
            {"type":"app.installed","installation":"%s","account_id":"ACCOUNT","account_name":"starship",\
            "created_at":"AT"}\
            """.replace("AT", at.toString()));
    }

    /** What the service answered each time. */
    private List<Integer> order(String order) {
        RawAnswer answer = Wire.post("/sandbox/appconnect/events")
                .sending(order.replace("ACCOUNT", account).formatted(installation))
                .to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        answer.json().path("statuses").forEach(status -> statuses.add(status.intValue()));
        return statuses;
    }

    private JsonNode known() {
        for (JsonNode one : Wire.get("/sandbox/appconnect").to(port).json()) {
            if (one.path("installation").stringValue().equals(installation)) {
                return one;
            }
        }
        throw new AssertionError("The sandbox does not know " + installation);
    }

    private List<String> acknowledged() {
        List<String> states = new ArrayList<>();
        known().path("acknowledgements")
                .forEach(it -> states.add(it.path("state").stringValue()));
        return states;
    }

    private List<String> clients() {
        List<String> ids = new ArrayList<>();
        known().path("client_ids").forEach(it -> ids.add(it.stringValue()));
        return ids;
    }

    private static TestTokens by(JWK key, String issuer, String user) {
        return TestTokens.by(key)
                .header("typ", "JWT")
                .claim("iss", "https://" + issuer + ".example.com/")
                .claim("aud", "example-app")
                .claim("sub", user)
                .expiring(Instant.now().plusSeconds(600));
    }

    private RawAnswer ask(String user, String tenant, String request) {
        return ask(by(CUSTOMERS, "customers", user).claim("tenant", tenant), request);
    }

    private RawAnswer ask(TestTokens token, String request) {
        return Wire.get("/token/mobile")
                .with("Authorization", "Bearer " + token.sign())
                .named(request)
                .to(port);
    }

    private void assertDenied(RawAnswer answer, String reason) {
        assertProblem(answer, "denied");
        JsonNode line = audit.about(answer.header("X-Request-Id"));
        assertThat(line.path("reason").stringValue()).isEqualTo(reason);
        assertThat(line.has("token_sha256")).isFalse();
    }

    private static String clientOf(RawAnswer answer) throws ParseException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return SignedJWT.parse(answer.json().path("token").stringValue())
                .getJWTClaimsSet()
                .getSubject();
    }

    private JsonNode told(String event) {
        await().until(() -> !lines(event).isEmpty());
        return lines(event).getFirst();
    }

    private List<JsonNode> lines(String event) {
        return audit.all().stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.path("event").asString("").equals(event))
                .toList();
    }

    private static String name() {
        return "journey-" + UUID.randomUUID();
    }
}
