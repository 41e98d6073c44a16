package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScopeLawsTests {

    private static final List<String> TOKENS = List.of("a", "b", "calls:read", "calls:write", "A", "~!#");

    @Test
    void parseWhenOrderAndRepetitionDifferThenTheSame() {
        Samples.forAll(some -> {
            List<String> tokens = some.some(8, TOKENS);
            Set<String> set = new TreeSet<>(tokens);
            String text = some.shuffled(tokens).stream().collect(Collectors.joining(some.oneOf(" ", "  ")));
            Optional<Scope> scope = Scope.parse(text);
            assertThat(scope.map(Scope::values)).isEqualTo(set.isEmpty() ? Optional.empty() : Optional.of(set));
            assertThat(Scope.parse(tokens).map(Scope::values)).isEqualTo(scope.map(Scope::values));
            scope.ifPresent(it -> assertThat(Scope.parse(it.toString())).contains(it));
        });
    }

    @Test
    void intersectionWhenOfAnyTwoThenTheMostThatBothCover() {
        Samples.forAll(some -> {
            Scope one = scope(some);
            Scope other = scope(some);
            Optional<Scope> both = one.intersection(other);
            assertThat(other.intersection(one)).isEqualTo(both);
            assertThat(one.covers(other)).isEqualTo(both.equals(Optional.of(other)));
            assertThat(one.covers(other) && other.covers(one)).isEqualTo(one.equals(other));
            for (String token : TOKENS) {
                Scope single = TestAccounts.scope(token);
                assertThat(both.isPresent() && both.get().covers(single))
                        .isEqualTo(one.covers(single) && other.covers(single));
            }
        });
    }

    private static Scope scope(Samples some) {
        List<String> tokens = some.some(5, TOKENS);
        return Scope.parse(tokens).orElse(TestAccounts.scope("a"));
    }
}
