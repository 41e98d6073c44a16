package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AppVersionLawsTests {

    @Property
    void isAtLeastWhenOfAnyThenAnOrderInWhichMissingNumbersAreZero(
            @ForAll("versions") AppVersion one,
            @ForAll("versions") AppVersion two,
            @ForAll("versions") AppVersion three) {
        assertThat(one.isAtLeast(one)).isTrue();
        assertThat(one.isAtLeast(two) || two.isAtLeast(one)).isTrue();
        if (one.isAtLeast(two) && two.isAtLeast(three)) {
            assertThat(one.isAtLeast(three)).isTrue();
        }
        AppVersion padded = AppVersion.parse(text(one) + ".0");
        assertThat(padded.isAtLeast(one) && one.isAtLeast(padded)).isTrue();
        assertThat(one.isAtLeast(AppVersion.parse(text(one) + ".1"))).isFalse();
    }

    @Provide
    Arbitrary<AppVersion> versions() {
        return Arbitraries.of(0, 1, 2, 10, 999_999_999)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(AppVersion::new);
    }

    private static String text(AppVersion version) {
        return version.numbers().stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
