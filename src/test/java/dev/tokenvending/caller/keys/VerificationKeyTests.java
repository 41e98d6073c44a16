package dev.tokenvending.caller.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.crypto.TestCrypto;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has passed for a signature elsewhere passes for none here, whoever does the arithmetic. */
@ParameterizedClass
@ValueSource(strings = {"fastest", "jdk"})
class VerificationKeyTests {

    private static final byte[] INPUT = "header.claims".getBytes(StandardCharsets.US_ASCII);

    /** RFC 8017 §9.2: what stands before the hash. */
    private static final Map<String, String> DIGEST_INFO = Map.of(
            "SHA-256", "3031300d060960864801650304020105000420",
            "SHA-1", "3021300906052b0e03021a05000414");

    private final Crypto crypto;

    VerificationKeyTests(String crypto) {
        this.crypto = TestCrypto.of(crypto);
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512"})
    void verifiesWhenNumbersOfAnEcSignatureAreOutOfRangeThenNot(String curve, JWSAlgorithm algorithm) throws Exception {
        JWK jwk = TestIssuerKeys.ec("e", Curve.parse(curve));
        VerificationKey key = key(jwk);
        byte[] good = ecSignature(jwk, algorithm);
        assertThat(key.verifies(algorithm, INPUT, good)).isTrue();
        int half = good.length / 2;
        byte[] r = Arrays.copyOf(good, half);
        byte[] s = Arrays.copyOfRange(good, half, good.length);
        BigInteger order =
                ((ECPublicKey) TestIssuerKeys.publicKey(jwk)).getParams().getOrder();
        for (BigInteger number : List.of(
                BigInteger.ZERO,
                order,
                order.add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(half * 8).subtract(BigInteger.ONE))) {
            byte[] wrong = fixedLength(number, half);
            assertRefused(key, algorithm, Stream.of(joined(wrong, wrong), joined(r, wrong), joined(wrong, s)));
        }
    }

    @Test
    void verifiesWhenEcSignatureHasAnotherLengthOrFormThenNot() throws Exception {
        JWK jwk = TestIssuerKeys.ec("e");
        byte[] good = ecSignature(jwk, JWSAlgorithm.ES256);
        assertRefused(
                key(jwk),
                JWSAlgorithm.ES256,
                Stream.of(
                        new byte[0],
                        new byte[1],
                        Arrays.copyOf(good, 63),
                        Arrays.copyOf(good, 65),
                        joined(new byte[1], good),
                        joined(good, good),
                        ECDSA.transcodeSignatureToDER(good),
                        ecSignature(TestIssuerKeys.ec("other"), JWSAlgorithm.ES256),
                        ecSignature(TestIssuerKeys.ec("e", Curve.P_384), JWSAlgorithm.ES384)));
    }

    @Test
    void verifiesWhenAlgorithmIsNotOfTheKeyThenNot() throws Exception {
        JWK p384 = TestIssuerKeys.ec("e", Curve.P_384);
        byte[] signature = ecSignature(p384, JWSAlgorithm.ES384);
        for (JWSAlgorithm algorithm : List.of(
                JWSAlgorithm.ES256,
                JWSAlgorithm.ES256K,
                JWSAlgorithm.RS256,
                JWSAlgorithm.EdDSA,
                JWSAlgorithm.parse("none"))) {
            assertThat(key(p384).verifies(algorithm, INPUT, signature)).isFalse();
            assertThat(key(p384).verifies(algorithm, INPUT, new byte[0])).isFalse();
        }
    }

    /** The public key is no secret. */
    @Test
    void verifiesWhenThePublicKeyServesAsASecretThenNot() throws Exception {
        for (JWK jwk : List.of(TestIssuerKeys.rsa(), TestIssuerKeys.ec("e"))) {
            byte[] signature = new MACSigner(TestIssuerKeys.publicKey(jwk).getEncoded())
                    .sign(new JWSHeader(JWSAlgorithm.HS256), INPUT)
                    .decode();
            assertRefusedByAll(key(jwk), JWSAlgorithm.HS256, signature);
        }
    }

    private static void assertRefusedByAll(VerificationKey key, JWSAlgorithm claimed, byte[] signature) {
        assertThat(key.verifies(claimed, INPUT, signature)).isFalse();
        for (JWSAlgorithm algorithm : VerificationKey.ALGORITHMS) {
            assertThat(key.verifies(algorithm, INPUT, signature)).isFalse();
        }
    }

    @Test
    void verifiesWhenPaddingOfAnRsaSignatureIsNotExactThenNot() throws Exception {
        String hash = "SHA-256";
        byte[] good = padded("0001", 202, hash, 0);
        assertThat(good).hasSize(256);
        assertThat(key(TestIssuerKeys.rsa()).verifies(JWSAlgorithm.RS256, INPUT, rsa(good)))
                .isTrue();
        byte[] flipped = good.clone();
        flipped[100] ^= 1;
        assertRefused(
                key(TestIssuerKeys.rsa()),
                JWSAlgorithm.RS256,
                Stream.of(
                        rsa(padded("0001", 8, hash, 194)),
                        rsa(padded("0001", 201, hash, 1)),
                        rsa(padded("0001", 0, hash, 202)),
                        rsa(padded("0000", 202, hash, 0)),
                        rsa(padded("0002", 202, hash, 0)),
                        rsa(padded("0001", 218, "SHA-1", 0)),
                        rsa(flipped)));
    }

    @Test
    void verifiesWhenRsaSignatureIsNoneThenNot() throws Exception {
        byte[] good = rsa(padded("0001", 202, "SHA-256", 0));
        byte[] one = new byte[256];
        one[255] = 1;
        byte[] all = new byte[256];
        Arrays.fill(all, (byte) 0xFF);
        BigInteger modulus = ((RSAPrivateKey) TestIssuerKeys.rsa().toRSAKey().toPrivateKey()).getModulus();
        List<byte[]> wrong = List.of(
                new byte[0],
                new byte[256],
                one,
                all,
                fixedLength(modulus, 256),
                fixedLength(modulus.subtract(BigInteger.ONE), 256),
                joined(new byte[1], good),
                joined(good, new byte[1]),
                Arrays.copyOf(good, 255));
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            assertRefused(key(TestIssuerKeys.rsa()), algorithm, Stream.concat(wrong.stream(), Stream.of(good)));
        }
        assertRefused(key(TestIssuerKeys.rsa()), JWSAlgorithm.RS256, wrong.stream());
    }

    /** RFC 7518 §3.5: the salt is as long as the hash. */
    @ParameterizedTest
    @CsvSource({"32, true", "0, false", "20, false", "31, false", "64, false"})
    void verifiesWhenSaltHasAnotherLengthThenNot(int length, boolean taken) throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, length, 1));
        signature.initSign(TestIssuerKeys.rsa().toRSAKey().toPrivateKey());
        signature.update(INPUT);
        assertThat(key(TestIssuerKeys.rsa()).verifies(JWSAlgorithm.PS256, INPUT, signature.sign()))
                .isEqualTo(taken);
    }

    @Test
    void verifiesWhenSignatureIsRandomThenNot() throws UnfitKeyException {
        Random random = new Random(20_261_122);
        List<VerificationKey> keys = List.of(
                key(TestIssuerKeys.rsa()), key(TestIssuerKeys.ec("e")), key(TestIssuerKeys.ec("e", Curve.P_521)));
        for (int i = 0; i < 2_000; i++) {
            byte[] signature = new byte[random.nextBoolean() ? 64 : random.nextInt(300)];
            random.nextBytes(signature);
            for (JWSAlgorithm algorithm :
                    List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES512)) {
                assertThat(keys).noneMatch(key -> key.verifies(algorithm, INPUT, signature));
            }
        }
    }

    private VerificationKey key(JWK jwk) throws UnfitKeyException {
        return VerificationKey.of(TestIssuerKeys.publicKey(jwk), crypto);
    }

    private static void assertRefused(VerificationKey key, JWSAlgorithm algorithm, Stream<byte[]> signatures) {
        assertThat(signatures.filter(signature -> key.verifies(algorithm, INPUT, signature)))
                .as("signatures that were taken")
                .isEmpty();
    }

    private byte[] ecSignature(JWK jwk, JWSAlgorithm algorithm) throws JOSEException {
        return crypto.signer(algorithm, jwk.toECKey().toPrivateKey())
                .sign(new JWSHeader(algorithm), INPUT)
                .decode();
    }

    /** What an RSA signature is made of: type, {@code FF}s, a zero, the hash, and whatever follows. */
    private static byte[] padded(String type, int filling, String hash, int garbage) throws GeneralSecurityException {
        byte[] ffs = new byte[filling];
        Arrays.fill(ffs, (byte) 0xFF);
        byte[] info = HexFormat.of().parseHex(DIGEST_INFO.getOrDefault(hash, ""));
        byte[] digest = MessageDigest.getInstance(hash).digest(INPUT);
        return joined(HexFormat.of().parseHex(type), ffs, new byte[1], info, digest, new byte[garbage]);
    }

    private static byte[] rsa(byte[] padded) throws JOSEException {
        RSAPrivateKey key = (RSAPrivateKey) TestIssuerKeys.rsa().toRSAKey().toPrivateKey();
        return fixedLength(new BigInteger(1, padded).modPow(key.getPrivateExponent(), key.getModulus()), 256);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(joined::put);
        return joined.array();
    }

    private static byte[] fixedLength(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int surplus = Math.max(0, bytes.length - length);
        return ByteBuffer.allocate(length)
                .put(length - bytes.length + surplus, bytes, surplus, bytes.length - surplus)
                .array();
    }
}
