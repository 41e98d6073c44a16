package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.crypto.TestCrypto;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@ValueSource(strings = {"fastest", "jdk"})
class ClientAssertionTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.987Z");
    private static final long NOW_SECONDS = 1772366400;

    private final ClientAssertion assertions;

    ClientAssertionTests(String crypto) {
        this.assertions = new ClientAssertion(Clock.fixed(NOW, ZoneOffset.UTC), TestCrypto.of(crypto));
    }

    @ParameterizedTest
    @EnumSource
    void signWhenAnyAlgorithmThenPublicKeyVerifies(KeyAlgorithm algorithm) throws ParseException, JOSEException {
        Account account = TestAccounts.builder().algorithm(algorithm).build();
        SignedJWT assertion = SignedJWT.parse(sign(account));
        assertThat(assertion.verify(verifier(algorithm))).isTrue();
        assertThat(header(assertion)).isEqualTo(json(Map.of("alg", algorithm.name(), "kid", "key-1")));
    }

    @ParameterizedTest
    @EnumSource
    void signWhenAnyAlgorithmThenExactClaims(KeyAlgorithm algorithm) throws ParseException {
        Account account = TestAccounts.builder().algorithm(algorithm).build();
        JsonNode claims = claims(sign(account));
        assertThat(claims.propertyNames()).containsExactlyInAnyOrder("jti", "iss", "sub", "aud", "iat", "exp");
        assertThat(claims.get("iss").stringValue()).isEqualTo("client-1");
        assertThat(claims.get("sub").stringValue()).isEqualTo("client-1");
        assertThat(claims.get("iat").longValue()).isEqualTo(NOW_SECONDS);
        assertThat(claims.get("exp").longValue()).isEqualTo(NOW_SECONDS + 300);
        assertThat(UUID.fromString(claims.get("jti").stringValue()))
                .hasToString(claims.get("jti").stringValue());
    }

    @Test
    void signWhenNoAudienceIsConfiguredThenAudienceIsTheTokenUrlAsOneString() throws ParseException {
        URI tokenUrl = URI.create("https://acme.talkdeskid.eu/oauth/token");
        JsonNode audience = claims(sign(TestAccounts.account(tokenUrl))).get("aud");
        assertThat(audience.isString()).isTrue();
        assertThat(audience.stringValue()).isEqualTo("https://acme.talkdeskid.eu/oauth/token");
    }

    @Test
    void signWhenAudienceIsConfiguredThenAudienceIsExactlyThat() throws ParseException {
        Account account = TestAccounts.builder()
                .audience("https://acme.talkdeskid.com/oauth/token,x")
                .build();
        JsonNode audience = claims(sign(account)).get("aud");
        assertThat(audience.isString()).isTrue();
        assertThat(audience.stringValue()).isEqualTo("https://acme.talkdeskid.com/oauth/token,x");
    }

    @Test
    void signWhenLifetimeIsConfiguredThenExpiryFollows() throws ParseException {
        Account account =
                TestAccounts.builder().assertionLifetime(Duration.ofSeconds(47)).build();
        assertThat(claims(sign(account)).get("exp").longValue()).isEqualTo(NOW_SECONDS + 47);
    }

    @Test
    void signWhenCalledAgainThenJtiIsNew() {
        Account account = TestAccounts.account();
        List<String> ids = IntStream.range(0, 100)
                .mapToObj(_ -> claimsOf(sign(account)).get("jti").stringValue())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void signWhenKeyDoesNotFitTheAlgorithmThenFailsWithoutTheKey() {
        Account account = TestAccounts.builder()
                .algorithm(KeyAlgorithm.PS256)
                .privateKey(TestAccounts.keyPair(KeyAlgorithm.ES256).getPrivate())
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> sign(account))
                .withMessageContaining("SigningKey[id=key-1, algorithm=PS256]");
    }

    private static JWSVerifier verifier(KeyAlgorithm algorithm) throws JOSEException {
        PublicKey key = TestAccounts.keyPair(algorithm).getPublic();
        return key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAPublicKey) key);
    }

    private static JsonNode header(SignedJWT assertion) {
        Base64URL header = assertion.getHeader().toBase64URL();
        return JsonMapper.shared().readTree(header.decodeToString());
    }

    private static JsonNode claims(String assertion) throws ParseException {
        return JsonMapper.shared()
                .readTree(SignedJWT.parse(assertion).getPayload().toString());
    }

    private static JsonNode claimsOf(String assertion) {
        try {
            return claims(assertion);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Map<String, String> fields) {
        return JsonMapper.shared().valueToTree(fields);
    }

    private String sign(Account account) {
        return assertions.sign(account, (SigningKey) account.credential());
    }
}
