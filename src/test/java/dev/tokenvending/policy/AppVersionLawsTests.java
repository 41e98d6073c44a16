package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AppVersionLawsTests {

    @Test
    void isAtLeastWhenOfAnyThenAnOrderInWhichMissingNumbersAreZero() {
        Samples.forAll(some -> {
            AppVersion one = version(some);
            AppVersion two = version(some);
            AppVersion three = version(some);
            assertThat(one.isAtLeast(one)).isTrue();
            assertThat(one.isAtLeast(two) || two.isAtLeast(one)).isTrue();
            if (one.isAtLeast(two) && two.isAtLeast(three)) {
                assertThat(one.isAtLeast(three)).isTrue();
            }
            AppVersion padded = AppVersion.parse(text(one) + ".0");
            assertThat(padded.isAtLeast(one) && one.isAtLeast(padded)).isTrue();
            assertThat(one.isAtLeast(AppVersion.parse(text(one) + ".1"))).isFalse();
        });
    }

    private static AppVersion version(Samples some) {
        List<Integer> numbers = some.some(4, List.of(0, 1, 2, 10, 999_999_999));
        return numbers.isEmpty() ? AppVersion.parse("1") : new AppVersion(numbers);
    }

    private static String text(AppVersion version) {
        return version.numbers().stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
