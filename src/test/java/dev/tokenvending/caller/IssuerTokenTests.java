package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token must be like, whoever does the arithmetic. */
@ParameterizedClass
@ValueSource(strings = {"fastest", "jdk"})
class IssuerTokenTests {

    private static final String PREFIX = "token-vending.callers.issuers[0].";

    private final TestIssuer issuer = TestIssuer.start().publishes(TestIssuerKeys.rsa());
    private final String[] crypto;
    private final TestCallers callers;

    IssuerTokenTests(String crypto) {
        this.crypto = new String[] {"token-vending.crypto=" + crypto};
        this.callers = TestCallers.of(TestCallers.settings(issuer.settings(0, "customers"), this.crypto));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void authenticateWhenTokenIsGoodThenTheCallerItVouchesFor() {
        Caller caller = callers.bearer(issuer.token().claim("plan", "gold").sign());
        assertThat(caller).isEqualTo(new Caller(CallerKind.ISSUER, "customers", "anna"));
        assertThat(caller.claims().get("plan")).isEqualTo("gold");
        assertThat(caller.claims().get("iss")).isEqualTo(issuer.issuer());
    }

    @Test
    void authenticateWhenAskedTwiceThenKeysAreFetchedOnce() {
        callers.bearer(issuer.token().sign());
        callers.bearer(issuer.token().claim("sub", "ben").sign());
        assertThat(issuer.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"})
    void authenticateWhenTypeIsThatOfATokenThenTaken(String type) {
        assertThat(callers.bearer(issuer.token().header("typ", type).sign()).id())
                .isEqualTo("anna");
    }

    @Test
    void authenticateWhenThereIsNoTypeThenTaken() {
        assertThat(callers.bearer(issuer.token().header("typ", null).sign()).id())
                .isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JOSE", "dpop+jwt", "secevent+jwt", "logout+jwt", "application/application/jwt", "JWE"})
    void authenticateWhenTypeIsAnotherThenNot(String type) {
        assertThat(callers.refusalOf(issuer.token().header("typ", type).sign())).isEqualTo("wrong_type");
    }

    @Test
    void authenticateWhenTypeIsNoTextThenNot() {
        assertThat(callers.refusalOf(issuer.token().header("typ", 7).sign())).isEqualTo("wrong_type");
    }

    /** 60 seconds of skew, and not one more. */
    @ParameterizedTest
    @CsvSource({"1, true", "-59, true", "-60, false", "-61, false", "-86400, false"})
    void authenticateWhenTokenExpiresThenSkewIsForgiven(long secondsLeft, boolean taken) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        String token =
                issuer.token().claim("exp", now.getEpochSecond() + secondsLeft).sign();
        assertTaken(token, now, taken, "expired");
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "60, true", "61, false", "86400, false"})
    void authenticateWhenTokenIsNotYetValidThenSkewIsForgiven(long secondsAhead, boolean taken) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        String token = issuer.token()
                .expiring(now.plusSeconds(100_000))
                .claim("nbf", now.getEpochSecond() + secondsAhead)
                .sign();
        assertTaken(token, now, taken, "not_yet_valid");
    }

    private void assertTaken(String token, Instant now, boolean taken, String otherwise) {
        if (taken) {
            assertThat(callers.bearer(token, now).id()).isEqualTo("anna");
        } else {
            assertThat(callers.refusalOf(new Credential.Token("Authorization", token), now))
                    .isEqualTo(otherwise);
        }
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(
                Arguments.of("exp", null, "no_expiry"),
                Arguments.of("exp", "4102444800", "no_expiry"),
                Arguments.of("exp", true, "no_expiry"),
                Arguments.of("exp", 0, "expired"),
                Arguments.of("exp", -1, "expired"),
                Arguments.of("nbf", "0", "not_yet_valid"),
                Arguments.of("nbf", List.of(), "not_yet_valid"),
                Arguments.of("aud", null, "wrong_audience"),
                Arguments.of("aud", "", "wrong_audience"),
                Arguments.of("aud", "example-ap", "wrong_audience"),
                Arguments.of("aud", "example-app2", "wrong_audience"),
                Arguments.of("aud", "EXAMPLE-APP", "wrong_audience"),
                Arguments.of("aud", " example-app", "wrong_audience"),
                Arguments.of("aud", List.of(), "wrong_audience"),
                Arguments.of("aud", List.of("other", "another"), "wrong_audience"),
                Arguments.of("aud", List.of(List.of("example-app")), "wrong_audience"),
                Arguments.of("aud", Map.of("example-app", "example-app"), "wrong_audience"),
                Arguments.of("aud", 7, "wrong_audience"),
                Arguments.of("iss", null, "unlisted_issuer"),
                Arguments.of("iss", "https://evil.example.com/", "unlisted_issuer"),
                Arguments.of("iss", List.of(), "unlisted_issuer"),
                Arguments.of("sub", null, "no_identity"),
                Arguments.of("sub", "", "no_identity"),
                Arguments.of("sub", " \u00a0\u2003", "no_identity"),
                Arguments.of("sub", "\t", "no_identity"),
                Arguments.of("sub", "anna\n", "no_identity"),
                Arguments.of("sub", "anna\u0000", "no_identity"),
                Arguments.of("sub", "anna\u0085", "no_identity"),
                Arguments.of("sub", "x".repeat(257), "no_identity"),
                Arguments.of("sub", 42, "no_identity"),
                Arguments.of("sub", true, "no_identity"),
                Arguments.of("sub", List.of("anna"), "no_identity"),
                Arguments.of("sub", Map.of("id", "anna"), "no_identity"));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void authenticateWhenClaimIsWrongThenNot(String claim, @Nullable Object value, String reason) {
        assertThat(callers.refusalOf(issuer.token().claim(claim, value).sign())).isEqualTo(reason);
        assertThat(issuer.calls())
                .as("what does not hold anyway is worth no key")
                .isZero();
    }

    @Test
    void authenticateWhenIdentityIsHalfACharacterThenNot() {
        String payload = issuer.token().payloadJson().replace("\"anna\"", "\"anna\\ud800\"");
        assertThat(callers.refusalOf(issuer.token().sign(payload))).isEqualTo("no_identity");
    }

    @Test
    void authenticateWhenExpiryIsBeyondNumbersThenNot() {
        String payload = issuer.token().claim("exp", 7).payloadJson().replace(":7", ":1e999");
        assertThat(callers.refusalOf(issuer.token().sign(payload))).isIn("no_expiry", "malformed_token");
    }

    @Test
    void authenticateWhenIdentityIsAsLongAsItMayBeThenTaken() {
        String longest = "ü".repeat(256);
        assertThat(callers.bearer(issuer.token().claim("sub", longest).sign()).id())
                .isEqualTo(longest);
    }

    @Test
    void authenticateWhenOneOfSeveralAudiencesIsOursThenTaken() {
        String token =
                issuer.token().claim("aud", List.of("other", "example-app")).sign();
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
    }

    /** Incident: what chooses the keys is the list in the settings, and never the token. */
    @Test
    void authenticateWhenIssuerIsUnlistedThenNobodyIsCalled() {
        try (TestIssuer evil = TestIssuer.start()) {
            assertThat(callers.refusalOf(evil.token().sign())).isEqualTo("unlisted_issuer");
            String almost = issuer.issuer().toUpperCase(Locale.ROOT);
            assertThat(callers.refusalOf(issuer.token().claim("iss", almost).sign()))
                    .isEqualTo("unlisted_issuer");
            assertThat(evil.calls() + issuer.calls()).isZero();
        }
    }

    @Test
    void authenticateWhenSignatureIsByAnotherKeyThenNot() {
        JWK stranger = TestIssuerKeys.newRsa("rsa-1");
        assertThat(callers.refusalOf(issuer.token().signedBy(stranger).sign())).isEqualTo("wrong_signature");
    }

    @Test
    void authenticateWhenClaimsWereChangedThenNot() {
        String token = issuer.token().sign();
        String forged = issuer.token().claim("sub", "ben").payloadJson();
        String[] parts = token.split("\\.", -1);
        assertThat(callers.refusalOf(parts[0] + "." + TestTokens.base64(forged) + "." + parts[2]))
                .isEqualTo("wrong_signature");
    }

    @Test
    void authenticateWhenSignatureIsMissingThenNot() {
        String token = issuer.token().sign();
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
        assertThat(callers.refusalOf(unsigned)).isEqualTo("wrong_signature");
        assertThat(callers.refusalOf(unsigned.substring(0, unsigned.length() - 1)))
                .isEqualTo("malformed_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "RS384", "ES256K", "EdDSA", "rs256", "dir"})
    void authenticateWhenAlgorithmIsNotOfTheIssuerThenNot(String algorithm) {
        TestTokens token = issuer.token().header("alg", algorithm);
        assertThat(callers.refusalOf(token.sign())).isEqualTo("wrong_algorithm");
        String unsigned = TestTokens.base64(token.headerJson()) + "." + TestTokens.base64(token.payloadJson()) + ".";
        assertThat(callers.refusalOf(unsigned)).isEqualTo("wrong_algorithm");
        assertThat(issuer.calls()).isZero();
    }

    @Test
    void authenticateWhenAlgorithmIsMissingOrNoTextThenNot() {
        assertThat(callers.refusalOf(issuer.token().header("alg", null).sign())).isEqualTo("wrong_algorithm");
        assertThat(callers.refusalOf(issuer.token().header("alg", 7).sign())).isEqualTo("wrong_algorithm");
    }

    /** The oldest trick: the public key is no secret, so it must not work as one. */
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void authenticateWhenSignedByThePublicKeyAsASecretThenNot(String algorithm) throws JOSEException {
        TestTokens token = issuer.token().header("alg", algorithm);
        String input = TestTokens.base64(token.headerJson()) + "." + TestTokens.base64(token.payloadJson());
        List<byte[]> secrets = List.of(
                TestIssuerKeys.pem(issuer.key()).getBytes(StandardCharsets.UTF_8),
                TestIssuerKeys.publicKey(issuer.key()).getEncoded());
        for (byte[] secret : secrets) {
            String signature = new MACSigner(secret)
                    .sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input.getBytes(StandardCharsets.UTF_8))
                    .toString();
            assertThat(callers.refusalOf(input + "." + signature)).isEqualTo("wrong_algorithm");
        }
    }

    @Test
    void authenticateWhenAlgorithmDoesNotFitTheKeyThenNot() {
        assertThat(callers.refusalOf(issuer.token().header("alg", "ES256").sign()))
                .isEqualTo("unknown_signing_key");
    }

    /** A token that brings its own key, or says where to get one, vouches for itself. */
    @Test
    void authenticateWhenTokenNamesItsOwnKeyThenThatIsNotTrusted() {
        JWK own = TestIssuerKeys.newRsa("own");
        try (TestIssuer evil = TestIssuer.start().publishes(own)) {
            TestTokens token = issuer.token()
                    .signedBy(own)
                    .header("jwk", own.toPublicJWK().toJSONObject())
                    .header("jku", evil.jwksUri())
                    .header("x5u", evil.jwksUri())
                    .header("x5c", List.of(TestTokens.base64("certificate")));
            assertThat(callers.refusalOf(token.sign())).isEqualTo("wrong_signature");
            assertThat(callers.refusalOf(token.header("kid", "own").sign())).isEqualTo("unknown_signing_key");
            assertThat(callers.refusalOf(token.header("kid", evil.jwksUri()).sign()))
                    .isEqualTo("unknown_signing_key");
            assertThat(callers.refusalOf(token.header("kid", null).sign())).isEqualTo("wrong_signature");
            assertThat(evil.calls()).isZero();
        }
    }

    @Test
    void authenticateWhenSomethingIsCriticalThenNot() {
        for (Object critical : List.of(List.of("exp"), List.of("b64"), List.of(), "b64")) {
            assertThat(callers.refusalOf(issuer.token().header("crit", critical).sign()))
                    .isEqualTo("critical_header");
        }
    }

    @Test
    void authenticateWhenClaimIsThereTwiceThenNot() {
        String payload = issuer.token().payloadJson();
        String doubled = payload.replace("\"sub\":\"anna\"", "\"sub\":\"anna\",\"sub\":\"ben\"");
        String nested = payload.replace("\"sub\":\"anna\"", "\"sub\":\"anna\",\"realm\":{\"a\":1,\"a\":2}");
        assertThat(doubled).isNotEqualTo(payload);
        assertThat(callers.refusalOf(issuer.token().sign(doubled))).isEqualTo("malformed_token");
        assertThat(callers.refusalOf(issuer.token().sign(nested))).isEqualTo("malformed_token");
        String header = issuer.token().headerJson().replace("{", "{\"alg\":\"none\",");
        assertThat(callers.refusalOf(issuer.token().sign(header, payload))).isEqualTo("malformed_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"sub\"",
                "{",
                "{}{}",
                "{} x",
                "<html>",
                "{\"sub\":\"anna\",}",
                "{sub:\"anna\"}"
            })
    void authenticateWhenPayloadIsNoJsonObjectThenNot(String payload) {
        assertThat(callers.refusalOf(issuer.token().sign(payload))).isEqualTo("malformed_token");
        assertThat(callers.refusalOf(issuer.token().sign(payload, "{}"))).isEqualTo("malformed_token");
    }

    @Test
    void authenticateWhenPayloadIsNestedWithoutEndThenNot() {
        String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(callers.refusalOf(issuer.token().sign(deep))).isEqualTo("malformed_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c.d",
                "a..b",
                "opaque-token",
                "eyJ.eyJ.x",
                "!.!.!",
                "a b.c.d",
                "=.=.=",
                "\u0000.\u0000.\u0000",
                "ä.ö.ü"
            })
    void authenticateWhenItIsNoTokenThenNot(String text) {
        assertThat(callers.refusalOf(text)).isEqualTo("malformed_token");
    }

    @Test
    void authenticateWhenPartsAreInAnotherAlphabetThenNot() {
        String token = issuer.token().sign();
        assertThat(callers.refusalOf(token + "=")).isEqualTo("malformed_token");
        assertThat(callers.refusalOf(token.replaceFirst("\\.", ".+"))).isEqualTo("malformed_token");
        assertThat(callers.refusalOf(" " + token)).isEqualTo("malformed_token");
        assertThat(callers.refusalOf(token + "\n")).isEqualTo("malformed_token");
    }

    @Test
    void authenticateWhenTokenIsEncryptedThenNot() {
        String header = TestTokens.base64("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}");
        assertThat(callers.refusalOf(header + ".a.b.c.d")).isEqualTo("encrypted_token");
    }

    @Test
    void authenticateWhenTokenIsLongerThanAnyThenNotRead() {
        String room = "x".repeat(11_000);
        String token = issuer.token().claim("groups", room).sign();
        assertThat(token).hasSizeLessThan(16 * 1024);
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
        assertThat(callers.refusalOf(issuer.token().claim("groups", room + room).sign()))
                .isEqualTo("token_too_long");
        assertThat(callers.refusalOf("x".repeat(1024 * 1024))).isEqualTo("token_too_long");
        assertThat(callers.refusalOf(".".repeat(1024 * 1024))).isEqualTo("token_too_long");
    }

    @ParameterizedTest
    @CsvSource({
        "token_use, id, true",
        "token_use, access, false",
        "token_use, i, false",
        "token_use, ID, false",
        "email_verified, true, true",
        "level, 7, true",
        "level, 7.0, false",
        "list, a, false",
        "missing, '', false"
    })
    void authenticateWhenClaimIsRequiredThenItsWholeValueCounts(String claim, String value, boolean taken) {
        if (value.isEmpty()) {
            value = "null";
        }
        TestCallers strict = TestCallers.of(TestCallers.settings(
                issuer.settings(0, "customers"), new String[] {PREFIX + "required-claims." + claim + "=" + value}));
        String token = issuer.token()
                .claim("token_use", "id")
                .claim("email_verified", true)
                .claim("level", 7)
                .claim("list", List.of("a"))
                .sign();
        if (taken) {
            assertThat(strict.bearer(token).id()).isEqualTo("anna");
        } else {
            assertThat(strict.refusalOf(token)).isEqualTo("required_claim");
        }
    }

    @Test
    void authenticateWhenRequiredClaimHasAnUnusualNameThenBracketsKeepIt() {
        TestCallers strict = TestCallers.of(TestCallers.settings(
                issuer.settings(0, "customers"),
                new String[] {PREFIX + "required-claims[https://example.com/role]=admin"}));
        assertThat(strict.bearer(issuer.token()
                                .claim("https://example.com/role", "admin")
                                .sign())
                        .id())
                .isEqualTo("anna");
        assertThat(strict.refusalOf(issuer.token().sign())).isEqualTo("required_claim");
    }

    @Test
    void authenticateWhenAnotherClaimIsTheIdentityThenThat() {
        TestCallers byUid = TestCallers.of(
                TestCallers.settings(issuer.settings(0, "customers"), new String[] {PREFIX + "identity-claim=uid"}));
        assertThat(byUid.bearer(issuer.token().claim("uid", "00u1").sign()).id())
                .isEqualTo("00u1");
        assertThat(byUid.refusalOf(issuer.token().sign())).isEqualTo("no_identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void authenticateWhenIssuerSignsByAnotherAlgorithmThenTakenIfListed(String algorithm) {
        TestCallers listed = TestCallers.of(TestCallers.settings(
                issuer.settings(0, "customers"), crypto, new String[] {PREFIX + "algorithms=" + algorithm}));
        assertThat(listed.bearer(issuer.token().header("alg", algorithm).sign()).id())
                .isEqualTo("anna");
        String other = algorithm.equals("RS256") ? "PS256" : "RS256";
        assertThat(listed.refusalOf(issuer.token().header("alg", other).sign())).isEqualTo("wrong_algorithm");
    }

    /** Incident: callers of different issuers shared something because their ids were equal. */
    @Test
    void authenticateWhenIdsOfTwoIssuersAreEqualThenTheyAreTwoCallers() {
        try (TestIssuer second = TestIssuer.start()) {
            TestCallers both = TestCallers.of(
                    TestCallers.settings(issuer.settings(0, "customers"), second.settings(1, "staff"), new String[] {
                        "token-vending.callers.basic[0].username=anna",
                        "token-vending.callers.basic[0].password=q7Vw-Zr2mKx9Tb4s"
                    }));
            Caller customer = both.bearer(issuer.token().sign());
            Caller staff = both.bearer(second.token().sign());
            Caller basic = both.callers().authenticate(new Credential.Basic("anna", "q7Vw-Zr2mKx9Tb4s"), Instant.now());
            assertThat(List.of(customer.id(), staff.id(), basic.id())).containsOnly("anna");
            assertThat(customer).isNotEqualTo(staff).isNotEqualTo(basic);
            assertThat(staff).isNotEqualTo(basic);
            assertThat(both.callers().names())
                    .containsExactlyInAnyOrder("basic:anna", "issuer:customers", "issuer:staff");
            assertThat(both.refusalOf(
                            issuer.token().claim("iss", second.issuer()).sign()))
                    .as("signed by the one in the name of the other")
                    .isEqualTo("unknown_signing_key");
        }
    }

    @Test
    void authenticateWhenTokenIsInTheHeaderOfAnotherIssuerThenNot() {
        TestCallers appCheck = TestCallers.of(TestCallers.settings(
                issuer.settings(0, "app-check"), new String[] {PREFIX + "header=X-Firebase-AppCheck"}));
        String token = issuer.token().sign();
        assertThat(appCheck.callers()
                        .authenticate(new Credential.Token("x-firebase-appcheck", token), Instant.now())
                        .id())
                .isEqualTo("anna");
        assertThat(appCheck.refusalOf(token)).isEqualTo("unlisted_issuer");
    }

    @Test
    void toStringWhenCredentialIsPrintedThenNoSecret() {
        assertThat(new Credential.Token("Authorization", "c4nary").toString()).doesNotContain("c4nary");
        assertThat(new Credential.ApiKey("c4nary").toString()).doesNotContain("c4nary");
        assertThat(new Credential.Presented(new Credential.ApiKey("c4nary")).toString())
                .doesNotContain("c4nary");
        assertThat(UnverifiedToken.parse(issuer.token().sign()).toString()).doesNotContain("eyJ");
    }
}
