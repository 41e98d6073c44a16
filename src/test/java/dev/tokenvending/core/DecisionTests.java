package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "not_installed", "kyc.missing", "A-1", "crm:closed"})
    void refusedWhenReasonIsACodeThenKept(String reason) {
        assertThat(Decision.refused(reason)).isEqualTo(new Decision.Refused(reason));
    }

    /** What a policy writes here stands in a log that machines read. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "\"quoted\"", "ünïcødé", "{\"a\":1}"})
    void newWhenReasonIsNoCodeThenRefused(String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.refused(reason));
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.limited(reason, Duration.ofSeconds(1)));
    }

    @Test
    void newWhenReasonIsTooLongThenRefused() {
        assertThat(Decision.Reason.isCode("x".repeat(64))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.refused("x".repeat(65)));
    }
}
