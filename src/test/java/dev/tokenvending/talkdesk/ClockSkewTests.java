package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestAccounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Incident: one second of clock skew is fatal. */
@ExtendWith(OutputCaptureExtension.class)
class ClockSkewTests {

    private final FakeTicker ticker = new FakeTicker();
    private final ClockSkew skew = new ClockSkew(ticker);

    @Test
    void sawWhenUnderTenSecondsThenNotTold(CapturedOutput output) {
        assertThat(skew.last()).isNull();
        saw(0, 9, -9, 0);
        assertThat(skew.last()).isEqualTo(Duration.ZERO);
        assertThat(lines(output)).isEmpty();
    }

    @Test
    void sawWhenTenSecondsThenToldOnce(CapturedOutput output) {
        saw(10, 11, 10, 12, 19);
        assertThat(skew.last()).isEqualTo(Duration.ofSeconds(19));
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains(
                        "WARN",
                        "acme",
                        "10 s ahead",
                        TestAccounts.account().tokenUrl().toString());
    }

    @Test
    void sawWhenBehindThenTold(CapturedOutput output) {
        saw(-3_600);
        assertThat(lines(output)).singleElement().asString().contains("-3600 s ahead");
    }

    @Test
    void sawWhenItChangesMuchThenToldAgainAMinuteLater(CapturedOutput output) {
        saw(10, 25);
        assertThat(lines(output)).hasSize(1);
        ticker.advance(Duration.ofMinutes(1));
        saw(19);
        assertThat(lines(output)).hasSize(1);
        saw(20);
        assertThat(lines(output)).hasSize(2).last().asString().contains("20 s ahead");
    }

    @Test
    void sawWhenItIsGoneThenToldOnce(CapturedOutput output) {
        saw(30);
        ticker.advance(Duration.ofMinutes(1));
        saw(0, 0, 0);
        assertThat(lines(output)).hasSize(2).last().asString().contains("INFO", "agree again");
    }

    @Test
    void sawWhenEveryServerHasAnotherClockThenToldOnceAMinute(CapturedOutput output) {
        for (int i = 0; i < 120; i++) {
            saw(i % 2 == 0 ? 40 : 0);
            ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(lines(output)).hasSize(2);
    }

    @Test
    void sawWhenTheTimeIsALieThenNoHarm(CapturedOutput output) {
        saw(251_629_934_399L, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2);
        assertThat(lines(output)).hasSize(1);
    }

    private void saw(long... seconds) {
        for (long each : seconds) {
            skew.saw(TestAccounts.account(), Duration.ofSeconds(each));
        }
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(TalkdeskId.class.getSimpleName()))
                .toList();
    }
}
