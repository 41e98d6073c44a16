package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTests {

    @Test
    void readWhenNothingIsSetThenTenThousand() {
        assertThat(Capacity.read(TestSettings.of())).isEqualTo(new Capacity(10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void readWhenSetThenThat(int tokens) {
        Settings settings = TestSettings.of("token-vending.held-tokens=" + tokens);
        assertThat(Capacity.read(settings)).isEqualTo(new Capacity(tokens));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void readWhenOutOfRangeThenProblem(int tokens) {
        Settings settings = TestSettings.of("token-vending.held-tokens=" + tokens);
        Capacity.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.held-tokens must lie between 1 and 1000000.");
    }
}
