package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text is a rule decides on every request; whatever is none is told as a problem. */
class CelRulesFuzzTests {

    private static final List<TestInput> CALLERS = List.of(
            TestInput.builder(),
            TestInput.builder().claims(Map.of("entitlements", List.of("voice"), "plan", "gold", "level", 3L)),
            TestInput.builder().claims(Map.of("entitlements", "voice", "plan", List.of(), "level", "x")));

    private final Settings settings = TestSettings.of();
    private final CelRules rules = new CelRules(settings);

    static Stream<byte[]> rules() {
        return Stream.of(
                        "\"voice\" in caller.claims.entitlements",
                        "now.getHours(\"Europe/Lisbon\") >= 8 && now.getHours(\"Europe/Lisbon\") < 18",
                        "versionAtLeast(request.headers[\"x-app-version\"], \"3.0\")",
                        "!(caller.id in [\"mallory\"]) && request.userAgent.matches('^Example/')",
                        "caller.claims.level > 2 || 1 / caller.claims.level == 1",
                        "has(caller.claims.plan) ? caller.claims.plan == 'gold' : false",
                        "caller.claims.all(c, c.size() > 1)",
                        "((((true))))",
                        "now - now < duration('1h')",
                        "caller.id.matches('(a+)+$')")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("rules")
    @FuzzTest
    void readWhenTextIsAnyThenADecisionOnEveryRequestOrAProblem(byte[] text) {
        Optional<Check> rule = rules.read("tested", "rule", new String(text, StandardCharsets.UTF_8));
        rule.ifPresent(check -> CALLERS.forEach(caller -> {
            Hearing hearing = new Hearing(Deadline.in(Duration.ofSeconds(1), new TestTicker()), false);
            Finding finding = check.decide(caller.build(), hearing);
            assertThat(finding.decision())
                    .isIn(Decision.granted(), Decision.refused("rule_false"), Decision.refused("rule_error"));
            assertThat(check.decide(caller.build(), hearing)).isEqualTo(finding);
        }));
    }
}
