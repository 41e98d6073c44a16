package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Any number of policies in any order, whatever they say. */
class PoliciesLawsTests {

    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(20), new TestTicker());

    /** What a policy says, and whether it counts. */
    record Said(Mode mode, Decision decision) {

        boolean counts() {
            return mode == Mode.ENFORCE;
        }

        boolean refuses() {
            return decision instanceof Decision.Refused || decision instanceof Decision.Limited;
        }
    }

    @Property
    void decideWhenPoliciesNarrowThenWhatTheAppAndAllOfThemLeaveOrARefusal(
            @ForAll("scopes") Scope own,
            @ForAll @Size(max = 5) List<@From("narrowing") Said> all,
            @ForAll Random order) {
        Set<String> left = new TreeSet<>(own.values());
        boolean foreign = false;
        for (Said said : all) {
            if (said.counts() && said.decision() instanceof Decision.Narrowed(Scope scope)) {
                left.retainAll(scope.values());
                foreign |= !own.covers(scope);
            }
        }
        Decision decision = decide(own, all);
        switch (decision) {
            case Decision.Granted _ -> assertThat(left).isEqualTo(own.values());
            case Decision.Narrowed(Scope scope) -> assertThat(scope.values()).isEqualTo(left);
            case Decision.Refused _ -> {}
            case Decision.Limited limited -> throw new AssertionError(limited);
        }
        assertThat(decision instanceof Decision.Refused)
                .as("for what the app does not have, and when nothing is left")
                .isEqualTo(foreign || left.isEmpty());
        List<Said> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, order);
        assertThat(decide(own, shuffled) instanceof Decision.Refused)
                .as("whatever the order")
                .isEqualTo(decision instanceof Decision.Refused);
    }

    @Property
    void decideWhenPoliciesSayAnythingThenTheFirstRefusalThatCountsAndShadowsNever(
            @ForAll @Size(max = 6) List<@From("anything") Said> all) {
        List<Said> counting = all.stream().filter(Said::counts).toList();
        Decision decision = decide(TestApp.SCOPE, all);
        assertThat(decide(TestApp.SCOPE, counting)).isEqualTo(decision);
        assertThat(counting.stream()
                        .filter(Said::refuses)
                        .map(Said::decision)
                        .findFirst()
                        .orElse(decision))
                .isEqualTo(decision);
        boolean grants = decision instanceof Decision.Granted || decision instanceof Decision.Narrowed;
        assertThat(grants).isEqualTo(counting.stream().noneMatch(Said::refuses));
    }

    @Provide
    Arbitrary<Scope> scopes() {
        return Arbitraries.subsetOf("a", "b", "c", "d").ofMinSize(1).map(some -> new Scope(new TreeSet<>(some)));
    }

    @Provide
    Arbitrary<Said> narrowing() {
        return said(Arbitraries.oneOf(Arbitraries.just(Decision.granted()), scopes().map(Decision::narrowed)));
    }

    @Provide
    Arbitrary<Said> anything() {
        return said(Arbitraries.of(
                Decision.granted(),
                Decision.narrowed(TestApp.SCOPE),
                Decision.refused("one"),
                Decision.refused("other"),
                Decision.limited("one", Duration.ZERO),
                Decision.limited("one", Duration.ofSeconds(3))));
    }

    private static Arbitrary<Said> said(Arbitrary<Decision> decisions) {
        return Combinators.combine(Arbitraries.of(Mode.class), decisions).as(Said::new);
    }

    private static Decision decide(Scope own, List<Said> all) {
        Map<String, Policy> named = new LinkedHashMap<>();
        all.forEach(said -> named.put(
                "p" + named.size(), new Policy("p", said.mode(), (input, hearing) -> Finding.of(said.decision()))));
        App app = TestApp.builder()
                .scope(own)
                .policies(named.keySet().toArray(String[]::new))
                .build();
        return new Policies(named)
                .decide(TestInput.builder().app(app).build(), DEADLINE)
                .decision();
    }
}
