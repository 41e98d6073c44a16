package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTests {

    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> waysToWriteIt() {
        Stream<String> curves = Stream.of("secp256r1", "secp384r1", "secp521r1");
        return curves.flatMap(curve -> Stream.of("SHA256", "SHA384", "SHA512")
                .flatMap(hash -> Stream.of("withECDSA", "withECDSAinP1363Format")
                        .flatMap(form -> Stream.of("hex", "HEX", "base64", "base64url", "base64 without padding")
                                .map(text -> Arguments.of(curve, hash, form, text)))));
    }

    @ParameterizedTest
    @MethodSource("waysToWriteIt")
    void holdsWhenWrittenInAnyWayThenTrueForThisBodyAlone(String curve, String hash, String form, String text) {
        KeyPair key = TestSignatures.keyPair(curve);
        String header = writing(text).apply(TestSignatures.sign(BODY, key, hash + form));
        Signature signature = Signature.parse(header).orElseThrow();
        assertThat(signature.holds(BODY, key.getPublic(), hash)).isTrue();
        assertThat(signature.holds("{}".getBytes(StandardCharsets.UTF_8), key.getPublic(), hash))
                .isFalse();
        assertThat(signature.holds(BODY, key.getPublic(), hash.equals("SHA512") ? "SHA256" : "SHA512"))
                .isFalse();
        assertThat(signature.holds(BODY, TestSignatures.keyPair(curve).getPublic(), hash))
                .isFalse();
    }

    private static Function<byte[], String> writing(String text) {
        return switch (text) {
            case "hex" -> HexFormat.of()::formatHex;
            case "HEX" -> HexFormat.of().withUpperCase()::formatHex;
            case "base64" -> Base64.getEncoder()::encodeToString;
            case "base64url" -> Base64.getUrlEncoder()::encodeToString;
            default -> Base64.getEncoder().withoutPadding()::encodeToString;
        };
    }

    @Test
    void holdsWhenAnyBitIsFlippedThenFalseAndNothingThrown() {
        KeyPair key = TestSignatures.keyPair("secp256r1");
        byte[] good = TestSignatures.sign(BODY, key, "SHA512withECDSA");
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(new Signature(bad).holds(BODY, key.getPublic(), "SHA512"))
                    .as("bit %s", bit)
                    .isFalse();
        }
    }

    /** What Java once took for anything (CVE-2022-21449). */
    @Test
    void holdsWhenSignatureIsZeroThenFalse() {
        KeyPair key = TestSignatures.keyPair("secp256r1");
        assertThat(new Signature(new byte[64]).holds(BODY, key.getPublic(), "SHA512"))
                .isFalse();
        assertThat(new Signature(HexFormat.of().parseHex("3006020100020100")).holds(BODY, key.getPublic(), "SHA512"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "abc d", "====", "é", "a"})
    void parseWhenTextIsNoneThenEmptyOrNeverHolds(String text) {
        KeyPair key = TestSignatures.keyPair("secp256r1");
        assertThat(Signature.parse(text).filter(it -> it.holds(BODY, key.getPublic(), "SHA512")))
                .isEmpty();
    }

    @Test
    void parseWhenHugeThenEmpty() {
        assertThat(Signature.parse("ab".repeat(10_000))).isEmpty();
        assertThat(Signature.parse("zz".repeat(10_000))).isEmpty();
    }

    @Test
    void isFitWhenKeyIsOfAnotherKindThenFalse() throws Exception {
        assertThat(Signature.isFit(TestSignatures.keyPair("secp256r1").getPublic()))
                .isTrue();
        assertThat(Signature.isFit(
                        KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic()))
                .isFalse();
    }
}
