package dev.tokenvending.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.signin.IdTokenCheck.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenCheckTests {

    private static final Account ACCOUNT = TestAccounts.account();
    private static final String NONCE = "nonce-1";
    private static final Result GOOD = new Result.Good("user-1");
    private static final ECKey KEY = key("k1");
    private static final Result UNVERIFIED = new Result.Bad("id_token_unverified");

    private final TestClock clock = new TestClock();
    private final IdTokenCheck trusting = new IdTokenCheck(null, clock);
    private final IdTokenCheck checking = new IdTokenCheck(new ImmutableJWKSet<>(new JWKSet(KEY)), clock);

    @Test
    void checkWhenAllIsRightThenWhoItIs() {
        assertThat(checking.check(signed(claims()), ACCOUNT, NONCE)).isEqualTo(GOOD);
        assertThat(trusting.check(signed(claims()), ACCOUNT, NONCE)).isEqualTo(GOOD);
    }

    @Test
    void checkWhenThereAreNoKeysThenNeedsNoSignature() {
        assertThat(trusting.check(new PlainJWT(claims().build()).serialize(), ACCOUNT, NONCE))
                .isEqualTo(GOOD);
    }

    @Test
    void checkWhenThereAreKeysAndItIsNotSignedThenBad() {
        assertThat(checking.check(new PlainJWT(claims().build()).serialize(), ACCOUNT, NONCE))
                .isEqualTo(UNVERIFIED);
    }

    @Test
    void checkWhenSignedByAnotherKeyThenBad() {
        assertThat(checking.check(signed(claims(), key("k1")), ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
        assertThat(checking.check(signed(claims(), key("k2")), ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
    }

    /** Whoever knows the public key must not be able to sign by it. */
    @Test
    void checkWhenThePublicKeyIsTakenForASecretThenBad() throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims().build());
        jwt.sign(new MACSigner(KEY.toECPublicKey().getEncoded()));
        assertThat(checking.check(jwt.serialize(), ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
    }

    @Test
    void checkWhenChangedAfterItWasSignedThenBad() {
        String[] good = signed(claims()).split("\\.", -1);
        String[] other = signed(claims().subject("user-2")).split("\\.", -1);
        assertThat(checking.check(good[0] + "." + other[1] + "." + good[2], ACCOUNT, NONCE))
                .isEqualTo(UNVERIFIED);
    }

    @Test
    void checkWhenKeysAreNotToBeHadThenBad() {
        JWKSource<SecurityContext> away = (_, _) -> {
            throw new KeySourceException("away");
        };
        assertThat(new IdTokenCheck(away, clock).check(signed(claims()), ACCOUNT, NONCE))
                .isEqualTo(new Result.Bad("id_token_keys_unavailable"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonce-2", "NONCE-1"})
    void checkWhenNonceIsAnotherThenBad(String nonce) {
        assertBad(claims().claim("nonce", nonce), "id_token_nonce");
    }

    @Test
    void checkWhenNonceIsNoTextThenBad() {
        assertBad(claims().claim("nonce", 1), "id_token_malformed");
    }

    @Test
    void checkWhenItIsForAnotherClientThenBad() {
        assertBad(claims().audience("client-2"), "id_token_audience");
        assertBad(claims().audience(List.of()), "id_token_audience");
        assertThat(trusting.check(signed(claims().audience(List.of("x", "client-1"))), ACCOUNT, NONCE))
                .isEqualTo(GOOD);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "https://other.talkdeskid.example",
                "https://acme.talkdeskid.example.evil.example",
                "acme.talkdeskid.example",
                "https://acme.talkdeskid.example@evil.example/",
                "https://[",
                ""
            })
    void checkWhenIssuerIsAtAnotherHostThenBad(String issuer) {
        assertBad(claims().issuer(issuer), "id_token_issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://acme.talkdeskid.example/x/y", "https://ACME.talkdeskid.example"})
    void checkWhenIssuerIsAtTheAccountsHostThenGood(String issuer) {
        assertThat(trusting.check(signed(claims().issuer(issuer)), ACCOUNT, NONCE))
                .isEqualTo(GOOD);
    }

    @Test
    void checkWhenExpiredForAsLongAsClocksDifferThenBad() {
        String token = signed(claims());
        clock.advance(Duration.ofMinutes(5).plus(IdTokenCheck.SKEW).minusSeconds(1));
        assertThat(trusting.check(token, ACCOUNT, NONCE)).isEqualTo(GOOD);
        clock.advance(Duration.ofSeconds(1));
        assertThat(trusting.check(token, ACCOUNT, NONCE)).isEqualTo(new Result.Bad("id_token_expired"));
    }

    @Test
    void checkWhenItNeverExpiresThenBad() {
        assertBad(claims().expirationTime(null), "id_token_expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "{}", "eyJhbGciOiJub25lIn0.e30"})
    void checkWhenItIsNoTokenThenBad(String text) {
        assertThat(trusting.check(text, ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
        assertThat(checking.check(text, ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
    }

    @Test
    void checkWhenHugeOrDeepThenBad() {
        String deep = encoded("{\"alg\":\"none\"}") + "." + encoded("{\"a\":" + "[".repeat(8000)) + ".";
        for (IdTokenCheck check : List.of(trusting, checking)) {
            assertThat(check.check("a".repeat(1_000_000), ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
            assertThat(check.check("a".repeat(500_000) + ".b." + "c".repeat(500_000), ACCOUNT, NONCE))
                    .isEqualTo(UNVERIFIED);
            assertThat(check.check(deep, ACCOUNT, NONCE)).isEqualTo(UNVERIFIED);
        }
    }

    /** A logout names users by such ids; by another shape no user is known. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a b", "ł"})
    void checkWhenSubjectIsOfAnotherShapeThenNobodyIsKnown(String subject) {
        assertThat(trusting.check(signed(claims().subject(subject)), ACCOUNT, NONCE))
                .isEqualTo(new Result.Good(null));
    }

    @Test
    void checkWhenSubjectIsTooLongThenNobodyIsKnown() {
        assertThat(trusting.check(signed(claims().subject("x".repeat(201))), ACCOUNT, NONCE))
                .isEqualTo(new Result.Good(null));
    }

    private void assertBad(JWTClaimsSet.Builder claims, String reason) {
        assertThat(trusting.check(signed(claims), ACCOUNT, NONCE)).isEqualTo(new Result.Bad(reason));
        assertThat(checking.check(signed(claims), ACCOUNT, NONCE)).isEqualTo(new Result.Bad(reason));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://acme.talkdeskid.example")
                .audience("client-1")
                .subject("user-1")
                .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(5))))
                .claim("nonce", NONCE);
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, KEY);
    }

    private static String signed(JWTClaimsSet.Builder claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
