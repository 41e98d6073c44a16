package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateKeyTests {

    private static final byte[] CONTENT = "header.claims".getBytes(StandardCharsets.UTF_8);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "ES256, ES256",
        "es256, ES256",
        "ES384, ES384",
        "ES512, ES512",
        "PS256, PS256",
        "Ps384, PS384",
        "ps512, PS512"
    })
    void runWhenAlgorithmIsKnownThenAPairThisServiceTakes(String word, String algorithm) throws Exception {
        assertThat(run(word)).isZero();
        assertThat(err()).isEmpty();
        SigningKey key = acceptedPrivateKey(algorithm);
        assertPair(key, publicKeyOfPem());
        JWK jwk = printedJwk();
        assertPair(
                key,
                algorithm.startsWith("PS")
                        ? jwk.toRSAKey().toPublicKey()
                        : jwk.toECKey().toPublicKey());
        assertThat(jwk.getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(jwk.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(jwk.getKeyID()).isEqualTo(jwk.computeThumbprint().toString());
        if (key.privateKey() instanceof RSAKey rsa) {
            assertThat(rsa.getModulus().bitLength()).isEqualTo(3072);
        }
    }

    @Test
    void runWhenNoAlgorithmIsGivenThenEs256() throws Exception {
        assertThat(run()).isZero();
        assertThat(acceptedPrivateKey("ES256").algorithm()).hasToString("ES256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256"})
    void runWhenJwkIsPrintedThenOnlyItsPublicMembers(String algorithm) throws Exception {
        run(algorithm);
        JWK jwk = printedJwk();
        assertThat(jwk.isPrivate()).isFalse();
        assertThat(jwk.toJSONObject())
                .doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "oth", "k")
                .containsKeys("kty", "kid", "use", "alg");
    }

    @Test
    void runWhenCalledTwiceThenAnotherKey() {
        run();
        String first = line("TD_PRIVATE_KEY=");
        out.reset();
        run();
        assertThat(line("TD_PRIVATE_KEY=")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "HS256", "none", "ES256K", "Ed25519", "", "--help", "ES256 "})
    void runWhenWordIsUnknownThenUsageAndNoKey(String word) {
        assertThat(run(word)).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err()).contains("Usage:", "generate-key", "ES256, ES384, ES512, PS256, PS384, PS512");
    }

    @Test
    void runWhenThereAreMoreWordsThenUsageAndNoKey() {
        assertThat(run("ES256", "ES256")).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    private int run(String... arguments) {
        return GenerateKey.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** The printed line, set as the operator would set it. */
    private SigningKey acceptedPrivateKey(String algorithm) {
        Settings settings = TestSettings.of(
                "TD_ACCOUNT_NAME=acme",
                "TD_CLIENT_ID=client",
                "TD_KEY_ID=key",
                "TD_KEY_ALGORITHM=" + algorithm,
                "TD_PRIVATE_KEY=" + line("TD_PRIVATE_KEY="));
        Accounts accounts = Accounts.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return (SigningKey)
                accounts.find(new AccountId("default")).orElseThrow().credential();
    }

    private PublicKey publicKeyOfPem() throws Exception {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).containsOnlyOnce("-----BEGIN PUBLIC KEY-----");
        String body = text.substring(
                text.indexOf("-----BEGIN PUBLIC KEY-----\n") + 27, text.indexOf("\n-----END PUBLIC KEY-----\n"));
        assertThat(body.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
        byte[] der = Base64.getMimeDecoder().decode(body);
        return KeyFactory.getInstance(der.length > 200 ? "RSA" : "EC").generatePublic(new X509EncodedKeySpec(der));
    }

    private JWK printedJwk() throws ParseException {
        return JWK.parse("{" + line("{"));
    }

    private String line(String start) {
        List<String> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(start))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst().substring(start.length());
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void assertPair(SigningKey key, PublicKey publicKey) throws Exception {
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(key.algorithm().name()));
        JWSSigner signer =
                key.privateKey() instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.privateKey());
        JWSVerifier verifier = publicKey instanceof ECPublicKey ec
                ? new ECDSAVerifier(ec)
                : new RSASSAVerifier((RSAPublicKey) publicKey);
        assertThat(verifier.verify(header, CONTENT, signer.sign(header, CONTENT)))
                .isTrue();
    }
}
