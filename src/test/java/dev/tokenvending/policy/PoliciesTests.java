package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoliciesTests {

    private static final Decision GRANTED = Decision.granted();
    private static final Decision REFUSED = Decision.refused("because");
    private static final Decision LIMITED = Decision.limited("too_many", Duration.ofSeconds(3));

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(20), new TestTicker());
    private final Map<String, Policy> policies = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void decideWhenAppListsNoPoliciesThenGranted() {
        assertThat(decide()).isEqualTo(new Ruling(GRANTED, List.of(), List.of()));
    }

    @Test
    void decideWhenAllGrantThenGrantedInTheOrderOfTheApp() {
        add("one", Mode.ENFORCE, GRANTED);
        add("two", Mode.ENFORCE, GRANTED);
        assertThat(decide("two", "one").decision()).isEqualTo(GRANTED);
        assertThat(asked).containsExactly("two", "one");
    }

    @Test
    void decideWhenOneRefusesThenRefusedAndTheRestIsNotAsked() {
        add("one", Mode.ENFORCE, GRANTED);
        add("two", Mode.ENFORCE, REFUSED);
        add("three", Mode.ENFORCE, GRANTED);
        Ruling ruling = decide("one", "two", "three");
        assertThat(ruling.decision()).isEqualTo(REFUSED);
        assertThat(ruling.judgements())
                .containsExactly(new Judgement("one", true, GRANTED), new Judgement("two", true, REFUSED));
        assertThat(asked).containsExactly("one", "two");
    }

    @Test
    void decideWhenOneLimitsThenLimited() {
        add("one", Mode.ENFORCE, LIMITED);
        add("two", Mode.ENFORCE, REFUSED);
        assertThat(decide("one", "two").decision()).isEqualTo(LIMITED);
    }

    @Test
    void explainWhenOneRefusesThenAllAreAskedAndTheFirstRefusalCounts() {
        add("one", Mode.ENFORCE, REFUSED);
        add("two", Mode.ENFORCE, LIMITED);
        add("three", Mode.ENFORCE, GRANTED);
        Ruling ruling = policies().explain(input("one", "two", "three"), deadline);
        assertThat(ruling.decision()).isEqualTo(REFUSED);
        assertThat(asked).containsExactly("one rehearsed", "two rehearsed", "three rehearsed");
    }

    @Test
    void decideWhenShadowPolicyRefusesThenGrantedAndWrittenDown() {
        add("shadow", Mode.SHADOW, REFUSED);
        add("limit", Mode.SHADOW, LIMITED);
        add("real", Mode.ENFORCE, GRANTED);
        Ruling ruling = decide("shadow", "limit", "real");
        assertThat(ruling.decision()).isEqualTo(GRANTED);
        assertThat(ruling.judgements())
                .containsExactly(
                        new Judgement("shadow", false, REFUSED),
                        new Judgement("limit", false, LIMITED),
                        new Judgement("real", true, GRANTED));
    }

    @Test
    void decideWhenClaimsAreTooLargeForShadowPolicyThenGrantedAndWrittenDown() {
        add("shadow", Mode.SHADOW, GRANTED);
        App app = TestApp.builder().policies("shadow").build();
        Ruling ruling = policies()
                .decide(
                        TestInput.builder()
                                .claims(Map.of("groups", "x".repeat(5000)))
                                .app(app)
                                .build(),
                        deadline);
        assertThat(ruling.decision()).isEqualTo(GRANTED);
        assertThat(ruling.judgements())
                .containsExactly(new Judgement("shadow", false, Decision.refused("claims_too_large")));
        assertThat(asked).isEmpty();
    }

    @Test
    void decideWhenShadowPolicyHasQuotasThenCallersAreNotTold() {
        Quota quota = new Quota("q", 1, Duration.ofSeconds(1), 0, Duration.ofSeconds(1));
        policies.put(
                "shadow", new Policy("shadow", Mode.SHADOW, (input, hearing) -> new Finding(LIMITED, List.of(quota))));
        policies.put(
                "real", new Policy("real", Mode.ENFORCE, (input, hearing) -> new Finding(GRANTED, List.of(quota))));
        assertThat(decide("shadow").quotas()).isEmpty();
        assertThat(decide("real").quotas()).containsExactly(quota);
    }

    @Test
    void decideWhenShadowPolicyNarrowsThenTheScopeIsTheApps() {
        add("shadow", Mode.SHADOW, narrowed("a"));
        assertThat(decide("shadow").decision()).isEqualTo(GRANTED);
    }

    @Test
    void decideWhenPoliciesNarrowThenWhatAllOfThemLeave() {
        add("a", Mode.ENFORCE, narrowed("a"));
        add("b", Mode.ENFORCE, narrowed("b"));
        add("both", Mode.ENFORCE, narrowed("a b"));
        assertThat(decide("a").decision()).isEqualTo(narrowed("a"));
        assertThat(decide("both", "a").decision()).isEqualTo(narrowed("a"));
        assertThat(decide("a", "both").decision()).isEqualTo(narrowed("a"));
        assertThat(decide("a", "b").decision()).isEqualTo(Decision.refused("scope_empty"));
    }

    @Test
    void decideWhenPolicyWidensThenRefused() {
        add("wide", Mode.ENFORCE, narrowed("a c"));
        assertThat(decide("wide").decision()).isEqualTo(Decision.refused("scope_not_of_app"));
    }

    @Test
    void decideWhenPolicyThrowsThenRefusedUnlessInShadow() {
        for (Throwable thrown : List.of(
                new IllegalStateException("boom"),
                new StackOverflowError(),
                new NoClassDefFoundError("x"),
                new AssertionError())) {
            policies.put("real", new Policy("real", Mode.ENFORCE, throwing(thrown)));
            policies.put("shadow", new Policy("shadow", Mode.SHADOW, throwing(thrown)));
            assertThat(decide("real").decision()).isEqualTo(Decision.refused("policy_failed"));
            assertThat(decide("shadow").decision()).isEqualTo(GRANTED);
        }
    }

    /** Incident: a policy that is named but not defined lets everybody in. */
    @Test
    void decideWhenPolicyIsNotDefinedThenRefused() {
        assertThat(decide("nowhere").decision()).isEqualTo(Decision.refused("unknown_policy"));
    }

    @Test
    void decideWhenClaimsAreTooManyOrTooLongThenRefusedBeforeAnyPolicy() {
        add("one", Mode.ENFORCE, GRANTED);
        Map<String, Object> many = IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "c" + i, i -> 1));
        Map<String, Object> most = IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "c" + i, i -> 1));
        for (Map<String, Object> claims : List.of(
                many,
                Map.<String, Object>of("c", "x".repeat(4096)),
                Map.<String, Object>of("x".repeat(5000), 1),
                Map.<String, Object>of("c", List.of("x".repeat(2000), Map.of("y", "x".repeat(2100)))))) {
            assertThat(decideWith(claims)).isEqualTo(Decision.refused("claims_too_large"));
        }
        assertThat(asked).isEmpty();
        assertThat(decideWith(most)).isEqualTo(GRANTED);
        assertThat(decideWith(Map.of("c", "x".repeat(4095)))).isEqualTo(GRANTED);
    }

    private Decision decideWith(Map<String, Object> claims) {
        App app = TestApp.builder().policies("one").build();
        return policies()
                .decide(TestInput.builder().claims(claims).app(app).build(), deadline)
                .decision();
    }

    private void add(String name, Mode mode, Decision decision) {
        policies.put(name, new Policy(name, mode, (input, hearing) -> {
            asked.add(hearing.rehearsal() ? name + " rehearsed" : name);
            return Finding.of(decision);
        }));
    }

    private static Check throwing(Throwable thrown) {
        return (input, hearing) -> PoliciesTests.<RuntimeException>sneaky(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> Finding sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static Decision narrowed(String scope) {
        return Decision.narrowed(Scope.parse(scope).orElseThrow());
    }

    private Ruling decide(String... listed) {
        asked.clear();
        return policies().decide(input(listed), deadline);
    }

    private Policies policies() {
        return new Policies(policies);
    }

    private static PolicyInput input(String... listed) {
        App app = TestApp.builder().policies(listed).build();
        return TestInput.builder().app(app).build();
    }
}
