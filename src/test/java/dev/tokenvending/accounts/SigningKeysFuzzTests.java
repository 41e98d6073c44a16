package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.core.SigningKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pasted as a private key is a key that signs, or is refused in one of our own sentences. */
class SigningKeysFuzzTests {

    /** Without the digits and names of algorithms in them: nothing of what was pasted has a place here. */
    private static final Set<String> REASONS = Set.of(
            "is encrypted. Decrypt it first: openssl pkey -in encrypted.pem -out key.pem.",
            "is encrypted. Decrypt it first: openssl pkcs8 -in encrypted.pem -out key.pem.",
            "is a JSON Web Key; PEM or Base64 is needed.",
            "holds no key.",
            "is not Base64 or is cut off.",
            "is cut off: the end of the key is missing.",
            "is not a private key in PKCS#8 or SEC1 form.",
            "has something after the end of the key.",
            "is a public key; the private half is needed.",
            "is not a private key (a certificate?).",
            "is damaged: its content is no valid key.",
            "is neither an EC nor an RSA key, and Talkdesk takes no other.",
            "is neither an EC nor an RSA key.",
            "is an EC key on a curve other than P-256, P-384 and P-521.",
            "is an RSA key of N bits; 2048 are the least.",
            "does not sign by ALG: it is damaged, or made for another algorithm.");

    static Stream<byte[]> texts() throws IOException, URISyntaxException {
        return keys().stream().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> ders() throws IOException, URISyntaxException {
        // Encrypted ones have headers, which are no Base64.
        return keys().stream().filter(text -> !text.contains("Proc-Type")).map(TestKeys::der);
    }

    private static List<String> keys() throws IOException, URISyntaxException {
        Path one = Path.of(Objects.requireNonNull(SigningKeysFuzzTests.class.getResource("ec-p256.pkcs8.pem"))
                .toURI());
        Path directory = Objects.requireNonNull(one.getParent());
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> keys = files.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .toList();
            return keys.stream()
                    .map(file -> directory.relativize(file).toString())
                    .map(name -> TestKeys.pem(name.substring(0, name.length() - ".pem".length())))
                    .toList();
        }
    }

    @MethodSource("texts")
    @FuzzTest
    void readWhenTextIsAnyThenAKeyOrAReasonOfOurOwn(byte[] text) {
        assertKeyOrReason(new String(text, StandardCharsets.ISO_8859_1));
    }

    @MethodSource("ders")
    @FuzzTest
    void readWhenDerIsAnyThenAKeyOrAReasonOfOurOwn(byte[] der) {
        assertKeyOrReason(TestKeys.base64(der));
    }

    private static void assertKeyOrReason(String text) {
        Optional<SigningKey> key = KeyTrial.parse(text);
        if (key.isPresent()) {
            assertThat(key.get().toString())
                    .isEqualTo("SigningKey[id=id, algorithm=%s]", key.get().algorithm());
            return;
        }
        UnusableKeyException refusal =
                catchThrowableOfType(UnusableKeyException.class, () -> SigningKeys.read("id", text, null));
        assertThat(String.valueOf(refusal.getMessage())
                        .replaceFirst("of \\d+ bits", "of N bits")
                        .replaceFirst("by (?:ES|PS)\\d{3}:", "by ALG:"))
                .isIn(REASONS);
    }
}
