package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSettingTests {

    @Test
    void ofWhenMillisAreAbsentThenDefaults() {
        assertThat(FaultSetting.of(Fault.SLOW, null, null).delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(FaultSetting.of(Fault.CLOCK_SKEW, null, null).clockOffset()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void delayAndClockOffsetWhenOtherFaultThenZero() {
        assertThat(FaultSetting.of(Fault.CLOCK_SKEW, -7L, null).delay()).isZero();
        assertThat(FaultSetting.of(Fault.SLOW, 7L, null).clockOffset()).isZero();
        assertThat(FaultSetting.of(Fault.CUT, 7L, null).delay()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SLOW, 0", "SLOW, 60000", "CLOCK_SKEW, 86400000", "CLOCK_SKEW, -86400000", "CUT, 0"})
    void ofWhenMillisAreAtTheBoundThenTaken(Fault fault, long millis) {
        assertThat(FaultSetting.of(fault, millis, null).millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"SLOW, -1", "SLOW, 60001", "CLOCK_SKEW, 86400001", "CLOCK_SKEW, -86400001", "CUT, -1", "NONE, 60001"})
    void ofWhenMillisAreOutOfBoundsThenRefused(Fault fault, long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultSetting.of(fault, millis, null))
                .withMessageStartingWith("millis is not between");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void ofWhenTimesAreOutOfBoundsThenRefused(int times) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultSetting.of(Fault.CUT, null, times))
                .withMessageStartingWith("times is not between");
    }

    @Test
    void nextWhenTimesAreSpentThenNone() {
        var faults = new Faults();
        faults.order(FaultSetting.of(Fault.CUT, null, 2));
        assertThat(faults.next().fault()).isEqualTo(Fault.CUT);
        assertThat(faults.inForce()).isEqualTo(FaultSetting.of(Fault.CUT, null, 1));
        assertThat(faults.next().fault()).isEqualTo(Fault.CUT);
        assertThat(faults.inForce()).isEqualTo(FaultSetting.NONE);
        assertThat(faults.next().fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void nextWhenNoTimesThenUntilChanged() {
        var faults = new Faults();
        faults.order(FaultSetting.of(Fault.CUT, null, null));
        assertThat(faults.next()).isEqualTo(faults.next());
        assertThat(faults.next().fault()).isEqualTo(Fault.CUT);
        faults.order(FaultSetting.NONE);
        assertThat(faults.next().fault()).isEqualTo(Fault.NONE);
    }
}
