package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beans beside the policies of the settings. */
class PolicyBeansTests {

    private static final PolicyResources RESOURCES = new PolicyResources(() -> 0);
    private static final Decision NO = Decision.refused("no");

    @Test
    void readWhenThereIsABeanThenItIsAPolicyThatCounts() {
        Policies policies = PoliciesReader.read(TestSettings.of(), Map.of("my-bean", bean()), RESOURCES);
        assertThat(policies.names()).containsExactly("my-bean");
        assertThat(judgement(policies)).isEqualTo(new Judgement("my-bean", true, NO));
    }

    @Test
    void readWhenSettingNamesTheBeanThenItSetsTheMode() {
        Settings settings = TestSettings.of("token-vending.policies.my-bean.mode=shadow");
        Policies policies = PoliciesReader.read(settings, Map.of("my-bean", bean()), RESOURCES);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(judgement(policies)).isEqualTo(new Judgement("my-bean", false, NO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rule=true", "limits[0].requests=1", "remote.url=https://rules.example.com/allow"})
    void readWhenBeanHasTheNameOfAConfiguredPolicyThenProblem(String setting) {
        Settings settings = TestSettings.of("token-vending.policies.my-bean." + setting);
        PoliciesReader.read(settings, Map.of("my-bean", bean()), RESOURCES);
        assertThat(TestSettings.problems(settings))
                .contains("token-vending.policies.my-bean decides in two ways at once.");
    }

    @Test
    void readWhenModeIsForABeanThatIsNotThereThenProblem() {
        Settings settings = TestSettings.of("token-vending.policies.my-bean.mode=shadow");
        PoliciesReader.read(settings, Map.of("other-bean", bean()), RESOURCES);
        assertThat(TestSettings.problems(settings))
                .containsExactly(
                        "token-vending.policies.my-bean has neither a rule, nor limits, nor a remote service.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my bean", "-my-bean", "my/bean", "my-bean\n", "", "zażółć", "a.b.$c"})
    void readWhenNameOfABeanIsNoneOfAPolicyThenItIsNoPolicy(String name) {
        assertThat(PoliciesReader.read(TestSettings.of(), Map.of(name, bean()), RESOURCES)
                        .names())
                .isEmpty();
    }

    private static PolicyBean bean() {
        return new PolicyBean("my-bean", () -> _ -> NO);
    }

    private static Judgement judgement(Policies policies) {
        TestInput input =
                TestInput.builder().app(TestApp.builder().policies("my-bean").build());
        return policies.decide(input.build(), Deadline.in(Duration.ofSeconds(20), System::nanoTime))
                .judgements()
                .getFirst();
    }
}
