package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyAlgorithmTests {

    @Test
    void valuesWhenListedThenThoseTalkdeskTakes() {
        assertThat(Arrays.stream(KeyAlgorithm.values()).map(Enum::name))
                .containsExactly("ES256", "ES384", "ES512", "PS256", "PS384", "PS512");
    }

    @Test
    void isRsaWhenAskedThenTrueForPssOnly() {
        assertThat(Arrays.stream(KeyAlgorithm.values()).filter(KeyAlgorithm::isRsa))
                .containsExactly(KeyAlgorithm.PS256, KeyAlgorithm.PS384, KeyAlgorithm.PS512);
    }
}
