package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendingTests {

    @Test
    void readWhenDeadlineIsMissingThen20Seconds() {
        assertThat(read(TestSettings.of(TestAccountSettings.configured("default")))
                        .deadline())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"1s, 1000", "1000ms, 1000", "7500, 7500", "PT12S, 12000", "29s, 29000"})
    void readWhenDeadlineIsInBoundsThenTaken(String deadline, long millis) {
        assertThat(read(settings(deadline)).deadline()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "999ms", "29001ms", "30s", "-20s", "1h"})
    void readWhenDeadlineIsOutOfBoundsThenProblem(String deadline) {
        Settings settings = settings(deadline);
        Vending.read(
                settings,
                Accounts.read(settings),
                PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime)),
                Set.of(),
                false);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.deadline must lie between 1 and 29 seconds: phones give up after 30.");
    }

    @Test
    void readWhenDeadlineIsNoDurationThenOnlyThatIsTold() {
        Settings settings = settings("soon");
        Vending.read(
                settings,
                Accounts.read(settings),
                PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime)),
                Set.of(),
                false);
        assertThat(TestSettings.problems(settings)).containsExactly("token-vending.deadline is not a duration.");
    }

    private static Vending read(Settings settings) {
        Vending vending = Vending.read(
                settings,
                Accounts.read(settings),
                PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime)),
                Set.of(),
                false);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return vending;
    }

    private static Settings settings(String deadline) {
        return TestSettings.of(TestAccountSettings.with(
                TestAccountSettings.configured("default"), "token-vending.deadline=" + deadline));
    }
}
