package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent as a signature holds for nothing, unless the key has made it. */
class SignatureFuzzTests {

    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    private static final KeyPair KEY = TestSignatures.keyPair("secp256r1");

    static Stream<byte[]> others() {
        KeyPair other = TestSignatures.keyPair("secp256r1");
        byte[] der = TestSignatures.sign(BODY, other, "SHA512withECDSA");
        byte[] p1363 = TestSignatures.sign(BODY, other, "SHA512withECDSAinP1363Format");
        return Stream.of(
                        HexFormat.of().formatHex(der),
                        Base64.getEncoder().encodeToString(der),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(p1363),
                        // CVE-2022-21449: r and s of zero held for everything.
                        HexFormat.of().formatHex(new byte[64]),
                        "3006020100020100")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("others")
    @FuzzTest
    void holdsWhenTheKeyHasNotMadeItThenNeverAndWithoutAnError(byte[] text) {
        Signature.parse(new String(text, StandardCharsets.ISO_8859_1))
                .ifPresent(signature -> assertThat(signature.holds(BODY, KEY.getPublic(), "SHA512"))
                        .isFalse());
    }
}
