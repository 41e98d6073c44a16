package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.tokenvending.core.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionCheckTests {

    private final TestClock clock = new TestClock();
    private final Instant now = clock.instant();
    private final TestClient client = TestClient.usual();
    private final AssertionCheck check = new AssertionCheck(client.known(), new SeenAssertions(clock));

    @Test
    void flawWhenAssertionIsGoodThenNone() {
        assertThat(flaw(client.assertion(now))).isEmpty();
    }

    @Test
    void flawWhenAssertionIsReplayedThenSaysJti() {
        String assertion = client.assertion(now);
        assertThat(flaw(assertion)).isEmpty();
        assertThat(flaw(assertion)).hasValueSatisfying(flaw -> assertThat(flaw).startsWith("jti has been seen"));
    }

    @Test
    void flawWhenRefusedForAnotherReasonThenJtiIsNotUsedUp() {
        Map<String, Object> claims = client.claims(now);
        Map<String, Object> late = client.claims(now.minusSeconds(400));
        late.put("jti", claims.get("jti"));
        assertThat(flaw(client.sign(late))).isPresent();
        assertThat(flaw(client.sign(claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b.c", "eyJhbGciOiJFUzI1NiJ9.e30"})
    void flawWhenNotAJwtThenSaysSo(String assertion) {
        assertThat(flaw(assertion)).contains("client_assertion is not a signed JWT");
    }

    @Test
    void flawWhenUnsignedThenSaysSo() {
        var unsigned =
                new PlainJWT(new JWTClaimsSet.Builder().issuer(TestClient.ID).build());
        assertThat(flaw(unsigned.serialize())).contains("client_assertion is not a signed JWT");
    }

    @Test
    void flawWhenPayloadIsNotJsonThenSaysSo() {
        String assertion = client.sign(new Payload("text"), JWSAlgorithm.ES256, TestClient.KEY_ID, TestClient.KEY);
        assertThat(flaw(assertion)).contains("client_assertion carries no claims");
    }

    @Test
    void flawWhenOtherCurveThenSaysAlg() throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_384).generate();
        assertThat(flaw(client.sign(client.claims(now), JWSAlgorithm.ES384, TestClient.KEY_ID, key)))
                .contains("alg is not ES256");
    }

    @Test
    void flawWhenHmacThenSaysAlg() throws JOSEException {
        var key = new OctetSequenceKeyGenerator(256).generate();
        assertThat(flaw(client.sign(client.claims(now), JWSAlgorithm.HS256, TestClient.KEY_ID, key)))
                .contains("alg is not ES256");
    }

    @Test
    void flawWhenKeyIdIsUnknownOrMissingThenSaysKid() {
        assertThat(flaw(client.sign(client.claims(now), JWSAlgorithm.ES256, "other", TestClient.KEY)))
                .contains("kid is not a known key");
        assertThat(flaw(client.sign(client.claims(now), JWSAlgorithm.ES256, null, TestClient.KEY)))
                .contains("kid is not a known key");
    }

    @Test
    void flawWhenSignedWithAnotherKeyThenSaysSignature() {
        var other = TestClient.ecKey(TestClient.KEY_ID);
        assertThat(flaw(client.sign(client.claims(now), JWSAlgorithm.ES256, TestClient.KEY_ID, other)))
                .contains("the signature does not verify");
    }

    @Test
    void flawWhenClaimsAreSwappedThenSaysSignature() {
        String[] one = client.assertion(now).split("\\.", -1);
        String[] two = client.assertion(now).split("\\.", -1);
        assertThat(flaw(one[0] + "." + two[1] + "." + one[2])).contains("the signature does not verify");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, someone-else, iss is not the client id",
        "iss, , iss is not the client id",
        "sub, someone-else, sub is not the client id",
        "sub, , sub is not the client id",
        "aud, https://example.com/oauth/token, aud is not one string",
        "aud, , aud is not one string",
        "exp, soon, exp is missing",
        "exp, , exp is missing",
        "iat, now, iat is missing",
        "iat, , iat is missing",
        "jti, , jti is missing",
        "jti, '', jti is missing"
    })
    void flawWhenClaimIsWrongOrMissingThenNamesIt(String claim, @Nullable String value, String flaw) {
        Map<String, Object> claims = client.claims(now);
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        assertThat(flaw(client.sign(claims)))
                .hasValueSatisfying(text -> assertThat(text).startsWith(flaw));
    }

    @Test
    void flawWhenAudienceIsAListThenNamesIt() {
        Map<String, Object> claims = client.claims(now);
        claims.put("aud", List.of(claims.get("aud")));
        assertThat(flaw(client.sign(claims)))
                .hasValueSatisfying(flaw -> assertThat(flaw).startsWith("aud is not one string"));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -9, ",
        "exp, -10, the assertion has expired",
        "exp, 3610, ",
        "exp, 3611, exp is more than 60 minutes away",
        "iat, 10, ",
        "iat, 11, iat is in the future"
    })
    void flawWhenTimeIsAtItsBoundThenLeewayIsTenSeconds(String claim, long offset, @Nullable String flaw) {
        Map<String, Object> claims = client.claims(now);
        claims.put(claim, now.getEpochSecond() + offset);
        assertThat(flaw(client.sign(claims))).isEqualTo(Optional.ofNullable(flaw));
    }

    @Test
    void flawWhenExpiryIsBeyondAllNumbersThenRefused() {
        Map<String, Object> claims = client.claims(now);
        claims.put("exp", Long.MAX_VALUE);
        assertThat(flaw(client.sign(claims))).contains("exp is more than 60 minutes away");
    }

    @Test
    void flawWhenReplayedAtTheVeryEndThenStillSeen() {
        String assertion = client.assertion(now);
        assertThat(flaw(assertion)).isEmpty();
        clock.advance(Duration.ofSeconds(309));
        assertThat(flaw(assertion)).hasValueSatisfying(flaw -> assertThat(flaw).startsWith("jti has been seen"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(flaw(assertion)).contains("the assertion has expired");
    }

    private Optional<String> flaw(String assertion) {
        return check.flawIn(assertion, clock.instant());
    }
}
