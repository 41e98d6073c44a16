package dev.tokenvending.policy;

import static dev.tokenvending.policy.TestRule.ERROR;
import static dev.tokenvending.policy.TestRule.FALSE;
import static dev.tokenvending.policy.TestRule.GRANTED;
import static dev.tokenvending.policy.TestRule.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TestInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What neither a rule nor a request can make the service do. */
class RuleBoundsTests {

    @Test
    void decideWhenALoopIsLongThenRefusedAfterAThousandRounds() {
        String rule = "!caller.claims.list.exists(x, x == 'b')";
        assertThat(decide(rule, Map.of("list", Collections.nCopies(1000, "a")))).isEqualTo(GRANTED);
        assertThat(decide(rule, Map.of("list", Collections.nCopies(1001, "a")))).isEqualTo(ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c.c1.all(x, c.c2.all(y, x == y))",
                "c.all(n, c[n].all(x, c.all(m, c[m].all(y, x == y))))",
                "c.c1.all(a, c.c1.all(b, c.c1.all(d, c.c1.all(e, c.c1.all(f, a == b && d == e && f == a)))))",
                "c.c1.all(x, c.c1.exists_one(y, x == y) || true)",
                "[1,2,3,4,5,6,7,8,9,10].all(x, c.c1.all(y, y == 'a'))"
            })
    void decideWhenLoopsAreNestedOverTheLargestClaimsThenRefused(String rule) {
        Map<String, Object> claims = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            claims.put("c" + i, Collections.nCopies(2000, "a"));
        }
        assertThat(decide(rule.replaceAll("\\bc\\b", "caller.claims"), claims)).isEqualTo(ERROR);
    }

    /** Each round would double what the one around it made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x].exists(a, [[a, a]].exists(b, [[b, b]].exists(c, [[c, c]] == [[c, c]])))",
                "[x].exists(a, [{'k': a, 'l': a}].exists(b, size(b) > 1))",
                "[x].exists(a, [a + a].exists(b, [b + b].exists(c, c == x)))",
                "[x].map(a, a + a).map(b, b + b) == []",
                "[x].map(a, [a, a]) == []",
                "[x].filter(a, true) == []",
                "[x] + [x] == []",
                "b'x' + b'x' == b''"
            })
    void readWhenValuesWouldGrowThenNoRule(String rule) {
        assertThat(TestRule.refusal(rule.replaceAll("\\bx\\b", "caller.id"))).contains("is no rule:");
    }

    @Test
    void decideWhenGrowthIsHiddenFromTheTypesThenRefused() {
        Map<String, Object> claims = Map.of("text", "abc", "list", List.of("a"));
        assertThat(decide("caller.claims.text + caller.claims.text == 'abcabc'", claims))
                .isEqualTo(ERROR);
        assertThat(decide("caller.claims.list + caller.claims.list == ['a', 'a']", claims))
                .isEqualTo(ERROR);
    }

    @Test
    void readWhenARuleIsNestedDeeplyThenNoRule() {
        for (String rule : List.of(
                "(".repeat(4000) + "true" + ")".repeat(4000),
                "true ? ".repeat(500) + "true" + " : true".repeat(500),
                "caller.claims" + ".a".repeat(3000) + " == 1",
                "[".repeat(3000) + "]".repeat(3000) + " == []",
                "-".repeat(8000) + "1 == 1 == ")) {
            assertThat(TestRule.refusal(rule)).contains("is no rule:");
        }
    }

    @Test
    void decideWhenAListIsAsLongAsARuleMayBeThenDecided() {
        String rule = "caller.id in [" + "'somebody', ".repeat(660) + "'anna']";
        assertThat(decide(rule, TestInput.builder())).isEqualTo(GRANTED);
        String alternatives = "caller.id == 'bert'" + " || caller.id == 'bert'".repeat(300);
        assertThat(decide(alternatives, TestInput.builder())).isEqualTo(FALSE);
    }

    @Test
    void decideWhenClaimsAreDeepOrHugeThenDecidedOrRefused() {
        Object deep = "x";
        for (int i = 0; i < 200; i++) {
            deep = List.of(deep);
        }
        assertThat(decide("caller.claims.deep == []", Map.of("deep", deep))).isEqualTo(FALSE);
        assertThat(decide("true", Map.of("huge", "x".repeat(5000)))).isEqualTo(Decision.refused("claims_too_large"));
    }

    @Test
    void decideWhenManyAskAtOnceThenEachIsDecidedByItsOwnClaims() throws Exception {
        Policies policies =
                TestRule.read("caller.claims.n % 2 == 0 && caller.claims.list.exists(x, x == caller.claims.n)");
        List<Callable<Decision>> questions = new ArrayList<>();
        for (long n = 0; n < 400; n++) {
            TestInput input = TestInput.builder().claims(Map.of("n", n, "list", List.of(1L, n)));
            questions.add(() -> decide(policies, "tested", input));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Decision>> answers = threads.invokeAll(questions);
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get()).isEqualTo(n % 2 == 0 ? GRANTED : FALSE);
            }
        }
    }
}
