package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LossReportTests {

    private final TestTicker ticker = new TestTicker(Long.MAX_VALUE);
    private final AtomicLong lost = new AtomicLong();

    @Test
    void tellWhenNothingIsLostThenSilent(CapturedOutput output) {
        new LossReport(Overflow.REFUSE, lost::get, ticker).tell();
        assertThat(lines(output)).isEmpty();
    }

    @Test
    void tellWhenEntriesWereDroppedThenOneLineAMinute(CapturedOutput output) {
        LossReport report = new LossReport(Overflow.DROP, lost::get, ticker);
        lost.set(3);
        report.tell();
        lost.set(7);
        report.tell();
        assertThat(lines(output)).singleElement().asString().contains("WARN", "3 lines were left out", "is drop");

        ticker.advance(Duration.ofMinutes(1));
        report.tell();
        report.tell();
        assertThat(lines(output)).hasSize(2).last().asString().contains("4 lines were left out");
    }

    @Test
    void tellWhenRequestsWereRefusedThenLineSaysSo(CapturedOutput output) {
        LossReport report = new LossReport(Overflow.REFUSE, lost::get, ticker);
        lost.set(2);
        report.tell();
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains("2 requests were answered 503", "token-vending.audit.overflow is refuse");
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("Standard output did not"))
                .toList();
    }
}
