package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.TestAccounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GuardLogTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTicker ticker = new FakeTicker();
    private final Account account = TestAccounts.account();
    private final Guard guard = new Guard(account, ticker, new Pauses(() -> 0));

    @Test
    void changedWhenOpenedAndClosedThenALineEach(CapturedOutput output) throws InterruptedException {
        call(new Sign.Failed("http_500"), 4);
        assertThat(lines(output)).isEmpty();
        call(new Sign.Failed("timeout"), 1);
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains(
                        "WARN",
                        "account acme for 1000 ms",
                        "because of timeout",
                        account.tokenUrl().toString());
        refused(100);
        ticker.advance(SECOND);
        call(new Sign.Failed("timeout"), 1);
        refused(100);
        assertThat(lines(output)).hasSize(1);
        ticker.advance(Duration.ofSeconds(2));
        call(new Sign.Well(), 3);
        assertThat(lines(output)).hasSize(2).last().asString().contains("INFO", "acme", "go again");
    }

    @Test
    void changedWhenAskedToWaitThenOneLineSaysHowLong(CapturedOutput output) throws InterruptedException {
        call(new Sign.AskedToWait("http_429", Duration.ofSeconds(42)), 1);
        assertThat(lines(output)).singleElement().asString().contains("42000 ms", "http_429");
    }

    @Test
    void tooManyWaitingWhenManyAreTurnedAwayThenOneLineInTenSeconds(CapturedOutput output) throws InterruptedException {
        for (int i = 0; i < 64; i++) {
            guard.admit(Deadline.in(SECOND, ticker));
        }
        turnedAway(100);
        assertThat(lines(output)).singleElement().asString().contains("WARN", "acme", "turned away");
        ticker.advance(Duration.ofSeconds(10));
        turnedAway(100);
        assertThat(lines(output)).hasSize(2);
    }

    private void turnedAway(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Deadline over = new Deadline(ticker, ticker.nanos(), SECOND);
            assertThat(guard.admit(over)).isInstanceOf(Admission.Refused.class);
        }
    }

    private void refused(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(guard.admit(Deadline.in(SECOND, ticker))).isInstanceOf(Admission.Refused.class);
        }
    }

    private void call(Sign sign, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Admission admission = guard.admit(Deadline.in(SECOND, ticker));
            assertThat(admission).isInstanceOf(Admission.Pass.class);
            ((Admission.Pass) admission).giveBack();
            ((Admission.Pass) admission).tell(sign);
        }
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(TalkdeskId.class.getSimpleName()))
                .toList();
    }
}
