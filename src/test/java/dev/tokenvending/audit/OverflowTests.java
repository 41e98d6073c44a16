package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowTests {

    @Test
    void readWhenNothingIsSetThenRequestsAreRefused() {
        assertThat(Overflow.read(TestSettings.of())).isEqualTo(Overflow.REFUSE);
    }

    @ParameterizedTest
    @CsvSource({"refuse, REFUSE", "drop, DROP", "Drop, DROP"})
    void readWhenSetThenThat(String written, Overflow overflow) {
        Settings settings = TestSettings.of("token-vending.audit.overflow=" + written);
        assertThat(Overflow.read(settings)).isEqualTo(overflow);
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNoneOfItsValuesThenProblemWithThose() {
        Settings settings = TestSettings.of("token-vending.audit.overflow=ignore");
        Overflow.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.audit.overflow is none of its values.");
        assertThat(TestSettings.message(settings)).contains("Example: refuse, drop");
    }
}
