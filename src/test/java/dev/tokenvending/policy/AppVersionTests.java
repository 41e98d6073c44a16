package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppVersionTests {

    @ParameterizedTest
    @CsvSource({
        "3.10.2,3.9,true",
        "3.9,3.10.2,false",
        "3.9,3.9.0,true",
        "3.9.0,3.9,true",
        "3.8.99,3.9,false",
        "4,3.99.99,true",
        "3,3.0.0.1,false",
        "03.9,3.9,true",
        "999999999,999999998.999999999,true"
    })
    void isAtLeastWhenComparedThenByNumbersAndNotByLetters(String version, String least, boolean expected) {
        assertThat(AppVersion.parse(version).isAtLeast(AppVersion.parse(least))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v3",
                "3.",
                ".3",
                "3..1",
                "3.9-beta",
                "3.9 ",
                "-1",
                "+1",
                "1e3",
                "9999999999",
                "३.१",
                "1.1.1.1.1.1.1.1.1",
                "3.9\n"
            })
    void parseWhenItIsNoVersionThenRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AppVersion.parse(text));
    }
}
