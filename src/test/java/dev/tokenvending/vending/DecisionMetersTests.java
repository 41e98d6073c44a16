package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.Ruling;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionMetersTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final DecisionMeters meters = new DecisionMeters(registry);

    @Test
    void ruledWhenPoliciesSpokeThenEachIsCountedByModeAndDecisionAndNotByReason() {
        meters.ruled(ruling(
                new Judgement("evening", false, Decision.refused("too_late")),
                new Judgement("crm", true, Decision.granted())));
        meters.ruled(ruling(
                new Judgement("evening", false, Decision.refused("far_too_late")),
                new Judgement("crm", true, Decision.refused("gone"))));
        assertThat(registry.getMeters()).hasSize(3);
        assertThat(count("evening", "shadow", "refused")).isEqualTo(2);
        assertThat(count("crm", "enforce", "granted")).isEqualTo(1);
        assertThat(count("crm", "enforce", "refused")).isEqualTo(1);
    }

    private double count(String policy, String mode, String decision) {
        return registry.get("token.vending.decisions")
                .tags("policy", policy, "mode", mode, "decision", decision)
                .counter()
                .count();
    }

    private static Ruling ruling(Judgement... judgements) {
        return new Ruling(Decision.granted(), List.of(judgements), List.of());
    }
}
