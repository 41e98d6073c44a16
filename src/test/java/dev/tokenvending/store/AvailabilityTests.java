package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

@ExtendWith(OutputCaptureExtension.class)
class AvailabilityTests {

    private final Availability availability = new Availability();

    @Test
    void lostWhenAlreadyLostThenToldOnce(CapturedOutput output) {
        availability.regained();
        assertThat(availability.lost(failure("refused"))).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        availability.lost(failure("refused again"));
        availability.regained();
        availability.regained();
        assertThat(told(output))
                .satisfiesExactly(
                        line -> assertThat(line).contains("WARN", "is unavailable: SQLException: refused"),
                        line -> assertThat(line).contains("INFO", "is available again"));
    }

    @Test
    void lostWhenLostAgainThenToldAgain(CapturedOutput output) {
        availability.lost(failure("first"));
        availability.regained();
        availability.lost(failure("second"));
        assertThat(output).contains("SQLException: first", "SQLException: second");
    }

    @Test
    void lostWhenMessageHoldsAUrlThenWithoutTheMessage(CapturedOutput output) {
        availability.lost(failure("cannot read jdbc:h2:file:/x;PASSWORD=swordfish"));
        assertThat(output).contains("is unavailable: SQLException").doesNotContain("swordfish");
    }

    @Test
    void lostWhenTheDriverHasAReasonThenBothAreTold(CapturedOutput output) {
        availability.lost(new DataAccessResourceFailureException(
                "failed", new SQLException("cannot connect", new UnknownHostException("db.example.com"))));
        assertThat(output).contains("SQLException: cannot connect (UnknownHostException: db.example.com)");
    }

    @Test
    void lostWhenOthersAreInTheWayThenNotTold(CapturedOutput output) {
        assertThat(availability.lost(new CannotAcquireLockException("deadlock")))
                .hasCauseInstanceOf(CannotAcquireLockException.class);
        availability.regained();
        assertThat(told(output)).isEmpty();
    }

    /** Others of the same process may have something to say meanwhile. */
    private static List<String> told(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> line.contains(".store.Availability "))
                .toList();
    }

    private static RuntimeException failure(String message) {
        return new DataAccessResourceFailureException("failed", new SQLException(message));
    }
}
