package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.core.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent as a token vouches for nobody, unless the issuer has signed just that. */
class UnverifiedTokenFuzzTests {

    private static final String ISSUER = "https://issuer.example/";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JWK KEY = TestIssuerKeys.ec("ec-1");

    private static final TestCallers CALLERS = TestCallers.of(
            "token-vending.callers.issuers[0].name=customers",
            "token-vending.callers.issuers[0].issuer=" + ISSUER,
            "token-vending.callers.issuers[0].audiences=example-app",
            "token-vending.callers.issuers[0].public-key=" + TestIssuerKeys.pem(KEY));

    static Stream<byte[]> tokens() {
        TestTokens good = TestTokens.by(TestIssuerKeys.ec("other"))
                .claim("iss", ISSUER)
                .claim("aud", "example-app")
                .claim("sub", "anna")
                .expiring(NOW.plusSeconds(600));
        return Stream.of(
                        good.sign(),
                        good.header("typ", "at+jwt").sign(),
                        good.sign("{\"alg\":\"none\"}", good.payloadJson()),
                        good.sign("{\"alg\":\"HS256\",\"crit\":[\"b64\"]}", good.payloadJson()),
                        good.sign() + ".a.b",
                        good.sign().substring(20))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Stream<byte[]> payloads() {
        String rest = "\"iss\":\"https://issuer.example/\",\"aud\":\"example-app\",";
        return Stream.of(
                        "{" + rest + "\"sub\":\"anna\",\"exp\":4102444800}",
                        "{" + rest
                                + "\"sub\":\"anna\",\"exp\":4102444800.5,\"nbf\":1,\"plan\":[\"gold\",{\"a\":1e400}]}",
                        "{" + rest + "\"sub\":\"\\ud800\",\"exp\":1e999}",
                        "{" + rest + "\"sub\":\"a\",\"sub\":\"b\",\"exp\":4102444800}",
                        "{\"iss\":\"https://issuer.example/\",\"aud\":[\"x\",\"example-app\",1],\"sub\":\"\u00e9\",\"exp\":4102444800}",
                        "{" + rest + "\"sub\":\"anna\",\"exp\":\"4102444800\"} {}",
                        "null")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("tokens")
    @FuzzTest
    void authenticateWhenTheIssuerHasNotSignedItThenNobody(byte[] text) {
        String token = new String(text, StandardCharsets.UTF_8);
        assertThatExceptionOfType(NotAdmittedException.class)
                .isThrownBy(() -> CALLERS.bearer(token, NOW))
                .satisfies(refusal -> assertThat(refusal.reason()).matches("[a-z_]{5,30}"))
                .withMessage("Not admitted")
                .withNoCause();
    }

    @MethodSource("payloads")
    @FuzzTest
    void authenticateWhenTheIssuerHasSignedAnythingThenWhomItNamesOrNobody(byte[] payload) {
        String json = new String(payload, StandardCharsets.UTF_8);
        try {
            Caller caller = CALLERS.bearer(TestTokens.by(KEY).sign(json), NOW);
            JsonNode claims = JsonMapper.shared().readTree(json);
            assertThat(claims.path("iss").stringValue()).isEqualTo(ISSUER);
            assertThat(claims.path("aud").toString()).contains("\"example-app\"");
            assertThat(claims.path("exp").doubleValue() + 60).isGreaterThan((double) NOW.getEpochSecond());
            assertThat(caller.id()).isEqualTo(claims.path("sub").stringValue()).isNotBlank();
            assertThat(caller.issuer()).isEqualTo("customers");
            assertThat(caller.claims().toString()).matches("Claims\\[\\d+]");
            assertThat(caller.claims().areBounded()).isIn(true, false);
        } catch (NotAdmittedException e) {
            assertThat(e.reason()).matches("[a-z_]{5,30}");
        }
    }
}
