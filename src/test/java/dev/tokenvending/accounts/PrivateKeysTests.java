package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tokenvending.accounts.SigningKeys.UnfitAlgorithmException;
import dev.tokenvending.core.SigningKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTests {

    @ParameterizedTest
    @CsvSource({
        "ec-p256.pkcs8, ES256",
        "ec-p256.sec1, ES256",
        "ec-p256-no-public.sec1, ES256",
        "ec-p384.pkcs8, ES384",
        "ec-p384.sec1, ES384",
        "ec-p521.pkcs8, ES512",
        "ec-p521.sec1, ES512",
        "rsa-2048.pkcs8, PS256",
        "rsa-2048.pkcs1, PS384",
        "rsa-3072.pkcs8, PS512",
        "rsa-3072.pkcs1, PS256",
        "rsa-pss-2048.pkcs8, PS256",
        "rsa-pss-2048.pkcs8, PS384",
        "rsa-pss-2048.pkcs8, PS512",
        "rsa-pss-sha512-2048.pkcs8, PS512"
    })
    void parseWhenKeyIsGoodThenItsSignaturesAreVerified(String file, String algorithm) throws Exception {
        SigningKey key = SigningKeys.of("id", PrivateKeys.parse(TestKeys.pem(file)), algorithm);
        assertThat(key.algorithm().name()).isEqualTo(algorithm);
        assertThat(Signatures.match(key, TestKeys.publicKey(TestKeys.family(file))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"EC, secp256r1", "EC, secp384r1", "EC, secp521r1", "RSA, 2048", "RSA, 3072", "RSASSA-PSS, 2048"})
    void parseWhenKeyIsMadeByJavaThenItsSignaturesAreVerified(String algorithm, String size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        AlgorithmParameterSpec spec = algorithm.equals("EC")
                ? new ECGenParameterSpec(size)
                : new RSAKeyGenParameterSpec(Integer.parseInt(size), RSAKeyGenParameterSpec.F4);
        generator.initialize(spec);
        KeyPair pair = generator.generateKeyPair();
        assertVerified(TestKeys.base64(pair.getPrivate().getEncoded()), pair.getPublic());
    }

    @Test
    void parseWhenKeyIsMadeByNimbusThenItsSignaturesAreVerified() throws Exception {
        for (Curve curve : List.of(Curve.P_256, Curve.P_384, Curve.P_521)) {
            KeyPair pair = new ECKeyGenerator(curve).generate().toKeyPair();
            assertVerified(TestKeys.base64(pair.getPrivate().getEncoded()), pair.getPublic());
        }
        KeyPair pair = new RSAKeyGenerator(2048).generate().toKeyPair();
        assertVerified(TestKeys.base64(pair.getPrivate().getEncoded()), pair.getPublic());
    }

    /** RFC 5915 makes the curve optional where PEM or PKCS#8 tell it; here its length does. */
    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521"})
    void parseWhenSec1NamesNoCurveThenItsLengthTells(String family) throws Exception {
        ECPrivateKey reference = (ECPrivateKey) TestKeys.reference(family + ".pkcs8");
        byte[] secret = sec1Secret(family);
        assertThat(PrivateKeys.parse(TestKeys.base64(sec1(secret))))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class, key -> assertThat(key.getS()).isEqualTo(reference.getS()));
        assertVerified(TestKeys.base64(sec1(secret)), TestKeys.publicKey(family));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 28, 31, 33, 64, 65, 67})
    void parseWhenSec1NamesNoCurveAndNoneHasItsLengthThenRefused(int length) {
        byte[] secret = new byte[length];
        Arrays.fill(secret, (byte) 1);
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> PrivateKeys.parse(TestKeys.base64(sec1(secret))))
                .withMessage("is an EC key on a curve other than P-256, P-384 and P-521.");
    }

    @Test
    void parseWhenSec1SecretIsOutOfRangeThenRefused() throws Exception {
        BigInteger order =
                ((ECPrivateKey) TestKeys.reference("ec-p256.pkcs8")).getParams().getOrder();
        for (BigInteger secret :
                List.of(BigInteger.ZERO, order, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))) {
            assertThatExceptionOfType(UnusableKeyException.class)
                    .isThrownBy(() -> KeyTrial.signingKey(TestKeys.base64(sec1(fixedLength(secret, 32)))))
                    .withMessage("is damaged: its content is no valid key.");
        }
        assertThat(KeyTrial.signingKey(TestKeys.base64(sec1(fixedLength(order.subtract(BigInteger.ONE), 32)))))
                .isNotNull();
    }

    private static void assertVerified(String text, PublicKey publicKey)
            throws UnusableKeyException, UnfitAlgorithmException, JOSEException {
        assertThat(Signatures.match(KeyTrial.signingKey(text), publicKey)).isTrue();
    }

    private static byte[] sec1Secret(String family) {
        byte[] der = TestKeys.der(TestKeys.pem(family + ".sec1"));
        int at = der[1] == (byte) 0x81 ? 6 : 5;
        return Arrays.copyOfRange(der, at + 2, at + 2 + der[at + 1]);
    }

    /** {@code SEQUENCE { INTEGER 1, OCTET STRING secret }}. */
    private static byte[] sec1(byte[] secret) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.writeBytes(new byte[] {0x30, (byte) (5 + secret.length), 0x02, 0x01, 0x01, 0x04, (byte) secret.length});
        der.writeBytes(secret);
        return der.toByteArray();
    }

    private static byte[] fixedLength(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int surplus = Math.max(0, bytes.length - length);
        return ByteBuffer.allocate(length)
                .put(length - bytes.length + surplus, bytes, surplus, bytes.length - surplus)
                .array();
    }
}
