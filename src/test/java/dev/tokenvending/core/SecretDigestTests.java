package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDigestTests {

    private final SecretDigest digest = SecretDigest.of("correct horse");

    @Test
    void matchesWhenSecretIsTheSameThenTrue() {
        assertThat(digest.matches("correct horse")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct hors", "correct horse ", "Correct horse", "correct horsf"})
    void matchesWhenSecretDiffersThenFalse(String presented) {
        assertThat(digest.matches(presented)).isFalse();
    }

    @Test
    void toStringWhenPrintedThenNeitherSecretNorHash() {
        assertThat(digest).hasToString("SecretDigest[hidden]");
    }
}
