package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AppIdTests {

    @ParameterizedTest
    @MethodSource("good")
    void parseWhenTextIsAnIdThenPresent(String text) {
        assertThat(AppId.parse(text)).contains(new AppId(text)).get().hasToString(text);
    }

    static Stream<String> good() {
        return Stream.of("a", "0", "example-app-ios", "a-", "a--b", "9a", "a".repeat(63));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void newWhenTextIsNoIdThenRefused(String text) {
        assertThat(AppId.parse(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AppId(text))
                .withMessageStartingWith("An app id matches");
    }

    static Stream<String> bad() {
        return Stream.of(
                "", "-a", "A", "aB", "a.b", "a_b", "a/b", "a b", " a", "a ", "a\n", "\na", "é", "a%20", "a".repeat(64));
    }
}
