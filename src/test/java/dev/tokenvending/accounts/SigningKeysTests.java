package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.accounts.SigningKeys.UnfitAlgorithmException;
import dev.tokenvending.core.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeysTests {

    @ParameterizedTest
    @CsvSource({
        "ec-p256.pkcs8, , ES256",
        "ec-p256.pkcs8, ' ', ES256",
        "ec-p256.pkcs8, ES256, ES256",
        "ec-p384.pkcs8, , ES384",
        "ec-p384.pkcs8, ES384, ES384",
        "ec-p521.pkcs8, , ES512",
        "ec-p521.pkcs8, ES512, ES512",
        "rsa-2048.pkcs8, , PS256",
        "rsa-2048.pkcs8, PS256, PS256",
        "rsa-2048.pkcs8, PS384, PS384",
        "rsa-2048.pkcs8, PS512, PS512",
        "rsa-pss-2048.pkcs8, , PS256",
        "rsa-pss-sha512-2048.pkcs8, PS512, PS512"
    })
    void ofWhenWishFitsTheKeyThenItsAlgorithm(String file, @Nullable String wished, String algorithm)
            throws UnusableKeyException, UnfitAlgorithmException {
        SigningKey key = SigningKeys.of("my-key", PrivateKeys.parse(TestKeys.pem(file)), wished);
        assertThat(key.id()).isEqualTo("my-key");
        assertThat(key.algorithm()).hasToString(algorithm);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec-p256.pkcs8 | ES384 | ES256",
                "ec-p256.pkcs8 | ES512 | ES256",
                "ec-p256.pkcs8 | PS256 | ES256",
                "ec-p256.pkcs8 | es256 | ES256",
                "ec-p256.pkcs8 | ES256K | ES256",
                "ec-p256.pkcs8 | none | ES256",
                "ec-p384.pkcs8 | ES256 | ES384",
                "ec-p521.pkcs8 | ES521 | ES512",
                "rsa-2048.pkcs8 | RS256 | PS256, PS384 or PS512",
                "rsa-2048.pkcs8 | RS512 | PS256, PS384 or PS512",
                "rsa-2048.pkcs8 | HS256 | PS256, PS384 or PS512",
                "rsa-2048.pkcs8 | ES256 | PS256, PS384 or PS512"
            })
    void ofWhenWishDoesNotFitTheKeyThenRefusedWithWhatDoes(String file, String wished, String example)
            throws UnusableKeyException {
        PrivateKey key = PrivateKeys.parse(TestKeys.pem(file));
        assertThatExceptionOfType(UnfitAlgorithmException.class)
                .isThrownBy(() -> SigningKeys.of("my-key", key, wished))
                .withMessage("does not fit the key.")
                .satisfies(refusal -> assertThat(refusal.example()).isEqualTo(example));
    }

    @ParameterizedTest
    @CsvSource({"PS256", "PS384"})
    void ofWhenKeyWasMadeForAnotherHashThenRefused(String wished) throws UnusableKeyException {
        PrivateKey key = PrivateKeys.parse(TestKeys.pem("rsa-pss-sha512-2048.pkcs8"));
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> SigningKeys.of("my-key", key, wished))
                .withMessageStartingWith("does not sign by " + wished);
    }

    @ParameterizedTest
    @CsvSource({"Ed25519", "X25519", "DSA"})
    void ofWhenKeyIsOfAnotherKindThenRefused(String kind) throws GeneralSecurityException {
        PrivateKey key = KeyPairGenerator.getInstance(kind).generateKeyPair().getPrivate();
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> SigningKeys.of("my-key", key, null))
                .withMessage("is neither an EC nor an RSA key.");
    }
}
