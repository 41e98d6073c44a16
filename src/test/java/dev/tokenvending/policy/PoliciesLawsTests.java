package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever policies say, nobody gets more than the app has and each of them leaves. */
class PoliciesLawsTests {

    private static final List<String> TOKENS = List.of("a", "b", "c", "d");
    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(20), new TestTicker());

    @Test
    void decideWhenPoliciesNarrowThenWhatTheAppAndAllOfThemLeaveOrARefusal() {
        Samples.forAll(some -> {
            Scope own = scope(some);
            List<Policy> policies = some.some(5, List.of(1, 2, 3)).stream()
                    .map(i -> policy(some, some.oneOf(Decision.granted(), Decision.narrowed(scope(some)))))
                    .toList();
            Set<String> left = new TreeSet<>(own.values());
            boolean foreign = false;
            for (Policy policy : policies) {
                if (policy.isEnforced() && said(policy) instanceof Decision.Narrowed(Scope scope)) {
                    left.retainAll(scope.values());
                    foreign |= !own.covers(scope);
                }
            }
            Decision decision = decide(own, policies);
            switch (decision) {
                case Decision.Granted _ -> assertThat(left).isEqualTo(own.values());
                case Decision.Narrowed(Scope scope) ->
                    assertThat(scope.values()).isEqualTo(left);
                case Decision.Refused _ -> {}
                case Decision.Limited limited -> throw new AssertionError(limited);
            }
            assertThat(decision instanceof Decision.Refused)
                    .as("for what the app does not have, and when nothing is left")
                    .isEqualTo(foreign || left.isEmpty());
            assertThat(decide(own, some.shuffled(policies)) instanceof Decision.Refused)
                    .as("whatever the order")
                    .isEqualTo(decision instanceof Decision.Refused);
        });
    }

    @Test
    void decideWhenPoliciesSayAnythingThenTheFirstRefusalThatCountsAndShadowsNever() {
        Samples.forAll(some -> {
            Scope own = scope(some);
            List<Policy> policies = some.some(6, List.of(1, 2, 3)).stream()
                    .map(i -> policy(
                            some,
                            some.oneOf(
                                    Decision.granted(),
                                    Decision.narrowed(own),
                                    Decision.refused("r" + some.upTo(3)),
                                    Decision.limited("l", Duration.ofSeconds(some.upTo(3))))))
                    .toList();
            List<Policy> counting = policies.stream().filter(Policy::isEnforced).toList();
            Decision decision = decide(own, policies);
            assertThat(decide(own, counting)).isEqualTo(decision);
            assertThat(counting.stream()
                            .map(PoliciesLawsTests::said)
                            .filter(it -> it instanceof Decision.Refused || it instanceof Decision.Limited)
                            .findFirst()
                            .orElse(decision))
                    .isEqualTo(decision);
            boolean grants = decision instanceof Decision.Granted || decision instanceof Decision.Narrowed;
            assertThat(grants)
                    .isEqualTo(counting.stream()
                            .map(PoliciesLawsTests::said)
                            .noneMatch(it -> it instanceof Decision.Refused || it instanceof Decision.Limited));
        });
    }

    private static Policy policy(Samples some, Decision decision) {
        return new Policy("p", some.oneOf(Mode.ENFORCE, Mode.SHADOW), (input, hearing) -> Finding.of(decision));
    }

    private static Decision said(Policy policy) {
        return policy.decide(TestInput.builder().build(), new Hearing(DEADLINE, true))
                .decision();
    }

    private static Decision decide(Scope own, List<Policy> policies) {
        Map<String, Policy> named = new LinkedHashMap<>();
        policies.forEach(policy -> named.put("p" + named.size(), policy));
        App app = TestApp.builder()
                .scope(own)
                .policies(named.keySet().toArray(String[]::new))
                .build();
        return new Policies(named)
                .decide(TestInput.builder().app(app).build(), DEADLINE)
                .decision();
    }

    private static Scope scope(Samples some) {
        return Scope.parse(some.some(5, TOKENS)).orElseGet(() -> new Scope(new TreeSet<>(TOKENS)));
    }
}
