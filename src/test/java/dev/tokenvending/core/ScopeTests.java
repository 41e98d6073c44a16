package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "visual-sessions:execute, visual-sessions:execute",
                "b a, a b",
                "a a a, a",
                "`  a   b  `, a b",
                "`a\n`, a",
                "!, !",
                "~#[], ~#[]",
                "https://example.com/scope, https://example.com/scope",
                "A a, A a"
            })
    void parseWhenTextIsAScopeThenItsTokensInOrder(String text, String scope) {
        assertThat(Scope.parse(text)).map(Scope::toString).contains(scope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\t", "a\tb", "a\nb", "a\"b", "a\\b", "ä", "a \u0001", "\u007f", "a\u00a0b", "a,ö"})
    void parseWhenTextIsNoScopeThenEmpty(String text) {
        assertThat(Scope.parse(text)).isEmpty();
    }

    @Test
    void parseWhenSeveralTextsThenAllTheirTokens() {
        assertThat(Scope.parse(List.of("c", "a b"))).map(Scope::toString).contains("a b c");
    }

    @Test
    void parseWhenOneOfSeveralTextsIsWrongThenEmpty() {
        assertThat(Scope.parse(List.of("a", "b\"", "c"))).isEmpty();
        assertThat(Scope.parse(List.of("a", ""))).isEmpty();
        assertThat(Scope.parse(List.of())).isEmpty();
    }

    @Test
    void parseWhenTokenIsLongThenUpTo256Characters() {
        assertThat(Scope.parse("a".repeat(256))).isPresent();
        assertThat(Scope.parse("a".repeat(257))).isEmpty();
    }

    @Test
    void newWhenEmptyThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(new TreeSet<>()))
                .withMessageContaining("never empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "a\\", "ä"})
    void newWhenTokenIsNoneThenRefused(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> scope("good", token));
    }

    @Test
    void newWhenSourceChangesLaterThenUnchanged() {
        SortedSet<String> values = new TreeSet<>(List.of("a"));
        Scope scope = new Scope(values);
        values.add("b");
        assertThat(scope.values()).containsExactly("a");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> scope.values().add("b"));
    }

    @Test
    void equalsWhenOrderDiffersThenEqual() {
        assertThat(scope("b", "a")).isEqualTo(scope("a", "b")).hasSameHashCodeAs(scope("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a, true",
        "a b, b a, true",
        "a, a, true",
        "a, a b, false",
        "a, b, false",
        "a b, c, false",
        "ab, a, false",
        "a, A, false",
        "sessions:*, sessions:read, false"
    })
    void coversWhenEveryTokenIsItsOwnThenTrue(String wide, String narrow, boolean covers) {
        assertThat(Scope.parse(wide).orElseThrow().covers(Scope.parse(narrow).orElseThrow()))
                .isEqualTo(covers);
    }

    private static Scope scope(String... values) {
        return new Scope(new TreeSet<>(List.of(values)));
    }
}
