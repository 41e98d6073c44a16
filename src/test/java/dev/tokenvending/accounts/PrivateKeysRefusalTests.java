package dev.tokenvending.accounts;

import static dev.tokenvending.accounts.KeyTrial.assertRefused;
import static dev.tokenvending.accounts.KeyTrial.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.tokenvending.core.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysRefusalTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refused/encrypted.pkcs8 | is encrypted. Decrypt it first: openssl pkey -in encrypted.pem -out"
                        + " key.pem.",
                "refused/encrypted.sec1 | is encrypted. Decrypt it first: openssl pkey -in encrypted.pem -out key.pem.",
                "refused/encrypted.pkcs1 | is encrypted. Decrypt it first: openssl pkey -in encrypted.pem -out"
                        + " key.pem.",
                "refused/certificate | is not a private key (a certificate?).",
                "ec-p256.public | is a public key; the private half is needed.",
                "rsa-2048.public | is a public key; the private half is needed.",
                "refused/public.pkcs1 | is not a private key in PKCS#8 or SEC1 form.",
                "refused/openssh | is not a private key in PKCS#8 or SEC1 form.",
                "refused/ed25519.pkcs8 | is neither an EC nor an RSA key, and Talkdesk takes no other.",
                "refused/dsa.pkcs8 | is neither an EC nor an RSA key, and Talkdesk takes no other.",
                "refused/dsa.traditional | is not a private key in PKCS#8 or SEC1 form.",
                "refused/ec-secp224r1.pkcs8 | is an EC key on a curve other than P-256, P-384 and P-521.",
                "refused/ec-secp224r1.sec1 | is an EC key on a curve other than P-256, P-384 and P-521.",
                "refused/ec-secp256k1.pkcs8 | is an EC key on a curve other than P-256, P-384 and P-521.",
                "refused/ec-secp256k1.sec1 | is an EC key on a curve other than P-256, P-384 and P-521.",
                "refused/ec-explicit.pkcs8 | is damaged: its content is no valid key.",
                "refused/ec-explicit.sec1 | is not a private key in PKCS#8 or SEC1 form.",
                "refused/rsa-1024.pkcs8 | is an RSA key of 1024 bits; 2048 are the least.",
                "rsa-pss-sha512-2048.pkcs8 | does not sign by PS256: it is damaged, or made for another algorithm."
            })
    void parseWhenKeyCannotServeThenToldWhy(String file, String reason) {
        assertRefused(TestKeys.pem(file), reason);
        String what = reason.startsWith("is encrypted") ? "is " : reason;
        if (!TestKeys.pem(file).contains("Proc-Type")) {
            assertRefused(TestKeys.base64(TestKeys.der(TestKeys.pem(file))), what);
        }
    }

    @Test
    void parseWhenEncryptedBodyHasNoLabelThenToldSo() {
        assertRefused(
                TestKeys.body(TestKeys.pem("refused/encrypted.pkcs8")),
                "is encrypted. Decrypt it first: openssl pkcs8 -in encrypted.pem -out key.pem.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | holds no key.",
                "` ` | holds no key.",
                "`\"\"` | holds no key.",
                "\\n\\n | holds no key.",
                "-----BEGIN PRIVATE KEY----------END PRIVATE KEY----- | holds no key.",
                "put your key here | is not ",
                "your_key | is not Base64 or is cut off.",
                "**** | is not Base64 or is cut off.",
                "A | is not Base64 or is cut off.",
                "AAAA | is not a private key in PKCS#8 or SEC1 form.",
                "MAA= | is not a private key in PKCS#8 or SEC1 form.",
                "MIA= | is not a private key in PKCS#8 or SEC1 form.",
                "MIQAAAAA | is not a private key in PKCS#8 or SEC1 form.",
                "MIP///8= | is cut off: the end of the key is missing.",
                "MAMCAQA= | is not a private key in PKCS#8 or SEC1 form.",
                "MAICAA== | is not a private key in PKCS#8 or SEC1 form."
            })
    void parseWhenTextIsNoKeyAtAllThenToldWhy(String text, String reason) {
        assertRefused(text, reason);
    }

    @Test
    void parseWhenKeyIsAJsonWebKeyThenToldSo() throws JOSEException {
        String jwk = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
        assertRefused(jwk, "is a JSON Web Key; PEM or Base64 is needed.");
        assertRefused("\n " + jwk, "is a JSON Web Key; PEM or Base64 is needed.");
    }

    @Test
    void parseWhenBytesFollowTheKeyThenRefused() {
        for (String file : List.of("ec-p256.pkcs8", "ec-p521.sec1", "rsa-2048.pkcs8", "rsa-2048.pkcs1")) {
            byte[] der = TestKeys.der(TestKeys.pem(file));
            assertRefused(
                    TestKeys.base64(Arrays.copyOf(der, der.length + 1)), "has something after the end of the key.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256.pkcs8", "ec-p256.sec1", "rsa-2048.pkcs8", "rsa-2048.pkcs1"})
    void parseWhenTextIsCutOffAnywhereThenRefusedOrStillWhole(String file) throws Exception {
        String pem = TestKeys.pem(file);
        byte[] whole = PrivateKeys.parse(pem).getEncoded();
        int endOfBody = pem.indexOf(TestKeys.body(pem))
                + TestKeys.body(pem).stripTrailing().length();
        for (int length = 0; length < pem.length(); length++) {
            String text = pem.substring(0, length);
            Optional<SigningKey> parsed = parse(text);
            // Padding may go; the first character of Base64 that is missing may not.
            if (parsed.isPresent()) {
                assertThat(text).hasSizeGreaterThanOrEqualTo(endOfBody - 2);
                assertThat(parsed.get().privateKey().getEncoded()).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256.pkcs8", "ec-p384.sec1", "ec-p521.pkcs8", "rsa-2048.pkcs8", "rsa-3072.pkcs1"})
    void parseWhenBytesAreCutOffAnywhereThenRefused(String file) {
        byte[] der = TestKeys.der(TestKeys.pem(file));
        for (int length = 0; length < der.length; length++) {
            assertThat(parse(TestKeys.base64(Arrays.copyOf(der, length)))).isEmpty();
        }
    }
}
