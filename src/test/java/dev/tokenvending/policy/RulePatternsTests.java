package dev.tokenvending.policy;

import static dev.tokenvending.policy.TestRule.ERROR;
import static dev.tokenvending.policy.TestRule.FALSE;
import static dev.tokenvending.policy.TestRule.GRANTED;
import static dev.tokenvending.policy.TestRule.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePatternsTests {

    @ParameterizedTest
    @ValueSource(strings = {"^(?:a|b)$", "^a$", "^(?:[|(]|\\|)$", "^$", "^(a|b)(c|d)$", "^(?i:a|b)$"})
    void isWholeWhenBothAnchorsHoldForAllOfItThenTrue(String pattern) {
        assertThat(RulePatterns.isWhole(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "^a",
                "a$",
                "^a|b$",
                "^(?:a)|(?:b)$",
                "(?m)^a$",
                "^(?m:a)$",
                "^a\\$",
                "(?:^a$)",
                "",
                "^[a]|b$"
            })
    void isWholeWhenAnAnchorIsMissingForAPartThenFalse(String pattern) {
        assertThat(RulePatterns.isWhole(pattern)).isFalse();
    }

    /** Why it is warned of. */
    @Test
    void decideWhenAPatternIsHalfAnchoredThenAPartIsEnough() {
        assertThat(decide("caller.claims.c.matches('^PT|ES$')", Map.of("c", "PTx")))
                .isEqualTo(GRANTED);
        assertThat(decide("caller.claims.c.matches('^PT|ES$')", Map.of("c", "xES")))
                .isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @CsvSource({
        "PT,true",
        "ES,true",
        "PTx,false",
        "xES,false",
        "PTES,false",
        "'PT\nES',false",
        "'PT\n',false",
        "'',false"
    })
    void decideWhenAPatternIsWholeThenTheTextMustBe(String country, boolean granted) {
        assertThat(decide("caller.claims.c.matches('^(?:PT|ES)$')", Map.of("c", country)))
                .isEqualTo(granted ? GRANTED : FALSE);
    }

    /** With a backtracking engine each of these would run for longer than the universe has. */
    @ParameterizedTest
    @ValueSource(strings = {"^(?:(a+)+)$", "^(?:(a|aa)+)$", "^(?:(a*)*b*c)$", "^(?:(?:a?){80}a{80})$"})
    void decideWhenAPatternIsCatastrophicThenDecidedAllTheSame(String pattern) {
        Map<String, Object> claims = Map.of("text", "a".repeat(1000) + "!");
        assertThat(decide("caller.claims.text.matches('" + pattern + "')", claims))
                .isEqualTo(FALSE);
    }

    @Test
    void decideWhenTheTextIsLongThenRefused() {
        String rule = "caller.claims.text.matches('a')";
        assertThat(decide(rule, Map.of("text", "a".repeat(1024)))).isEqualTo(GRANTED);
        assertThat(decide(rule, Map.of("text", "a".repeat(1025)))).isEqualTo(ERROR);
    }

    @Test
    void addWhenAPatternWouldFillTheMemoryThenNotEvenCompiled() {
        RulePatterns patterns = new RulePatterns();
        assertThat(patterns.add("(((((x{1000}){1000}){1000}){1000}){1000})")).isPresent();
        assertThat(patterns.add("(".repeat(100_000) + ")".repeat(100_000))).isPresent();
        assertThat(patterns.add("x{20}y{30}z{0}")).isEmpty();
    }
}
