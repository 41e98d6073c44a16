package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FingerprintLawsTests {

    @Property
    void ofWhenSecretsAreAnyThenTheSameForTheSameOnly(@ForAll("secrets") String one, @ForAll("secrets") String other) {
        assertThat(Fingerprint.of(one).equals(Fingerprint.of(other))).isEqualTo(one.equals(other));
        assertThat(Fingerprint.of(one).toString()).matches("sha256:[0-9a-f]{64}");
    }

    /** Few short ones, so that two are the same now and then. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "b", "\u00e9", "e\u0301", "\ud83d\ude00")
                        .list()
                        .ofMaxSize(2)
                        .map(letters -> String.join("", letters)),
                Arbitraries.strings().ascii().ofMaxLength(60));
    }
}
