package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link KeyText} finds, seen through the key that comes of it. */
class KeyTextTests {

    private static final List<String> FILES = List.of(
            "ec-p256.pkcs8",
            "ec-p256.sec1",
            "ec-p256-no-public.sec1",
            "ec-p384.pkcs8",
            "ec-p384.sec1",
            "ec-p521.pkcs8",
            "ec-p521.sec1",
            "rsa-2048.pkcs8",
            "rsa-2048.pkcs1",
            "rsa-3072.pkcs8",
            "rsa-3072.pkcs1",
            "rsa-pss-2048.pkcs8");

    /** What becomes of a key on its way through mails, dashboards, YAML files and shells. */
    private static final Map<String, Alteration> ALTERATIONS = Map.ofEntries(
            Map.entry("none", pem -> pem),
            Map.entry("no newline at the end", String::strip),
            Map.entry("CRLF", pem -> pem.replace("\n", "\r\n")),
            Map.entry("newlines as \\n", pem -> pem.replace("\n", "\\n")),
            Map.entry("newlines as \\r\\n", pem -> pem.replace("\n", "\\r\\n")),
            Map.entry("newlines as spaces", pem -> pem.replace('\n', ' ')),
            Map.entry("newlines lost", pem -> pem.replace("\n", "")),
            Map.entry("lines indented", pem -> pem.indent(6)),
            Map.entry("lines ended by spaces", pem -> pem.replace("\n", " \t\n")),
            Map.entry("double quotes around", pem -> '"' + pem + '"'),
            Map.entry("single quotes around", pem -> "'" + pem.strip() + "'"),
            Map.entry("quotes around, newlines as \\n", pem -> '"' + pem.replace("\n", "\\n") + '"'),
            Map.entry("Base64 alone", TestKeys::body),
            Map.entry("Base64 alone on one line", pem -> TestKeys.base64(TestKeys.der(pem))),
            Map.entry("Base64 alone in quotes", pem -> '"' + TestKeys.base64(TestKeys.der(pem)) + '"'),
            Map.entry("Base64 alone in single quotes", pem -> "'" + TestKeys.base64(TestKeys.der(pem)) + "'"),
            Map.entry("Base64 alone, newlines as \\n", pem -> TestKeys.body(pem).replace("\n", "\\n")),
            Map.entry("BEGIN line lost", pem -> TestKeys.body(pem) + pem.substring(pem.lastIndexOf("\n-----END"))),
            Map.entry("END line lost", pem -> block(pem).substring(0, block(pem).indexOf("\n-----END"))),
            Map.entry(
                    "END line lost, newlines as spaces",
                    pem -> block(pem)
                            .substring(0, block(pem).indexOf("\n-----END"))
                            .replace('\n', ' ')),
            Map.entry("text before and after", pem -> "Bag Attributes\n  name: my-key\n" + pem + "\nKind regards\n"),
            Map.entry("its public key after it", pem -> pem + TestKeys.pem("ec-p256.public")),
            Map.entry("its public key before it", pem -> TestKeys.pem("ec-p256.public") + pem),
            Map.entry("labelled EC PRIVATE KEY", pem -> labelled("EC PRIVATE KEY", pem)),
            Map.entry("labelled RSA PRIVATE KEY", pem -> labelled("RSA PRIVATE KEY", pem)),
            Map.entry("labelled PRIVATE KEY", pem -> labelled("PRIVATE KEY", pem)));

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("filesAndAlterations")
    void parseWhenTextIsAlteredThenTheSameKey(String file, String alteration) throws Exception {
        String text = alteration(alteration).of(TestKeys.pem(file));
        assertSameKey(PrivateKeys.parse(text), TestKeys.reference(file));
    }

    static Stream<Arguments> filesAndAlterations() {
        return FILES.stream()
                .flatMap(file ->
                        ALTERATIONS.keySet().stream().sorted().map(alteration -> Arguments.of(file, alteration)));
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void parseWhenFileSaysHowItWasMadeThenTheSameKey(String file) throws Exception {
        assertSameKey(PrivateKeys.parse(TestKeys.text(file)), TestKeys.reference(file));
    }

    private static void assertSameKey(PrivateKey actual, PrivateKey expected) {
        if (expected instanceof ECPrivateKey ec) {
            assertThat(actual).isInstanceOfSatisfying(ECPrivateKey.class, key -> {
                assertThat(key.getS()).isEqualTo(ec.getS());
                assertThat(key.getParams().getOrder()).isEqualTo(ec.getParams().getOrder());
            });
        } else {
            assertThat(actual).isInstanceOf(RSAPrivateCrtKey.class).isEqualTo(expected);
        }
    }

    private static String labelled(String label, String pem) {
        return "-----BEGIN " + label + "-----\n" + TestKeys.body(pem) + "\n-----END " + label + "-----\n";
    }

    /** The last block alone: without an END line, nothing tells it from the parameters before it. */
    private static String block(String pem) {
        return pem.substring(pem.lastIndexOf("-----BEGIN"));
    }

    private static Alteration alteration(String name) {
        Alteration alteration = ALTERATIONS.get(name);
        if (alteration == null) {
            throw new IllegalArgumentException(name);
        }
        return alteration;
    }

    @FunctionalInterface
    private interface Alteration {
        String of(String pem);
    }
}
