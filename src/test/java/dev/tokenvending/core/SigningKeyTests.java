package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningKeyTests {

    @Test
    void toStringWhenPrintedThenIdAndAlgorithmOnly() throws NoSuchAlgorithmException {
        PrivateKey key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        assertThat(new SigningKey("my-key", KeyAlgorithm.ES256, key).toString())
                .isEqualTo("SigningKey[id=my-key, algorithm=ES256]")
                .doesNotContain(((ECPrivateKey) key).getS().toString())
                .doesNotContain(Base64.getEncoder().encodeToString(key.getEncoded()));
    }
}
