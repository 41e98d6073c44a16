package dev.tokenvending.policy;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.Map;

/** Rules to test with: each is the whole of a policy named {@code tested}. */
final class TestRule {

    static final Decision GRANTED = Decision.granted();
    static final Decision FALSE = Decision.refused("rule_false");
    static final Decision ERROR = Decision.refused("rule_error");

    private TestRule() {}

    /** What the rule says about a caller with these claims. */
    static Decision decide(String rule, Map<String, Object> claims) {
        return decide(rule, TestInput.builder().claims(claims));
    }

    static Decision decide(String rule, TestInput input) {
        return decide(read(rule), "tested", input);
    }

    static Decision decide(Policies policies, String policy, TestInput input) {
        PolicyInput question =
                input.app(TestApp.builder().policies(policy).build()).build();
        return policies.decide(question, Deadline.in(Duration.ofSeconds(1), new TestTicker()))
                .decision();
    }

    static Policies read(String rule) {
        Settings settings = TestSettings.of("token-vending.policies.tested.rule=" + rule);
        Policies policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        settings.refuseProblems();
        return policies;
    }

    /** All the operator would read if a service with this rule were started; empty when it would start. */
    static String refusal(String rule) {
        Settings settings = TestSettings.of("token-vending.policies.tested.rule=" + rule);
        PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return TestSettings.message(settings);
    }
}
