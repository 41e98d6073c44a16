package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ScopeLawsTests {

    private static final List<String> TOKENS = List.of("a", "b", "calls:read", "calls:write", "A", "~!#");

    @Property
    void parseWhenOrderAndRepetitionDifferThenTheSame(
            @ForAll @Size(max = 8) List<@From("tokens") String> tokens, @ForAll Random order, @ForAll boolean wide) {
        Set<String> set = new TreeSet<>(tokens);
        List<String> shuffled = new ArrayList<>(tokens);
        Collections.shuffle(shuffled, order);
        Optional<Scope> scope = Scope.parse(String.join(wide ? "  " : " ", shuffled));
        assertThat(scope.map(Scope::values)).isEqualTo(set.isEmpty() ? Optional.empty() : Optional.of(set));
        assertThat(Scope.parse(tokens).map(Scope::values)).isEqualTo(scope.map(Scope::values));
        scope.ifPresent(it -> assertThat(Scope.parse(it.toString())).contains(it));
    }

    @Property
    void intersectionWhenOfAnyTwoThenTheMostThatBothCover(
            @ForAll("scopes") Scope one, @ForAll("scopes") Scope other, @ForAll("tokens") String token) {
        Optional<Scope> both = one.intersection(other);
        assertThat(other.intersection(one)).isEqualTo(both);
        assertThat(one.covers(other)).isEqualTo(both.equals(Optional.of(other)));
        assertThat(one.covers(other) && other.covers(one)).isEqualTo(one.equals(other));
        Scope single = TestAccounts.scope(token);
        assertThat(both.isPresent() && both.get().covers(single)).isEqualTo(one.covers(single) && other.covers(single));
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(TOKENS);
    }

    @Provide
    Arbitrary<Scope> scopes() {
        return Arbitraries.subsetOf(TOKENS).ofMinSize(1).map(some -> new Scope(new TreeSet<>(some)));
    }
}
