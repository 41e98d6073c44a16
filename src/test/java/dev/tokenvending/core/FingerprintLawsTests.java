package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FingerprintLawsTests {

    @Test
    void ofWhenSecretsAreAnyThenTheSameForTheSameOnly() {
        Samples.forAll(some -> {
            String one = secret(some);
            String other = some.maybe() ? secret(some) : one;
            assertThat(Fingerprint.of(one).equals(Fingerprint.of(other))).isEqualTo(one.equals(other));
            assertThat(Fingerprint.of(one).toString()).matches("sha256:[0-9a-f]{64}");
        });
    }

    /** Few short ones, so that two are the same now and then. */
    private static String secret(Samples some) {
        return some.maybe()
                ? some.some(2, List.of("a", "b", "\u00e9", "e\u0301", "\ud83d\ude00")).stream()
                        .collect(Collectors.joining())
                : Base64.getEncoder().encodeToString(some.bytes(40));
    }
}
