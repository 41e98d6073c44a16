package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HearingTests {

    private final TestTicker ticker = new TestTicker(Long.MAX_VALUE - 5);

    @Test
    void inShadowWhenMuchIsLeftThenASecondAtMost() {
        assertThat(hearing(Duration.ofSeconds(20)).inShadow().deadline().remaining())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void inShadowWhenLittleIsLeftThenAQuarterOfIt() {
        assertThat(hearing(Duration.ofSeconds(1)).inShadow().deadline().remaining())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void inShadowWhenRehearsedThenStillRehearsed() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(1), ticker);
        assertThat(new Hearing(deadline, true).inShadow().rehearsal()).isTrue();
    }

    @Test
    void decideWhenManyShadowsUseAllTheirTimeThenThereIsTimeLeft() {
        Hearing hearing = hearing(Duration.ofSeconds(1));
        Policy shadow = new Policy("test", Mode.SHADOW, (_, heard) -> {
            ticker.advance(heard.deadline().remaining());
            return Finding.of(Decision.refused("policy_timeout"));
        });
        for (int asked = 0; asked < 10; asked++) {
            shadow.decide(TestInput.builder().build(), hearing);
        }
        assertThat(hearing.deadline().isOver()).isFalse();
    }

    @Test
    void decideWhenEnforcedThenAllTheTimeThereIs() {
        List<Hearing> heard = new ArrayList<>();
        Policy enforced = new Policy("test", Mode.ENFORCE, (_, hearing) -> {
            heard.add(hearing);
            return Finding.of(Decision.granted());
        });
        Hearing hearing = hearing(Duration.ofSeconds(20));
        enforced.decide(TestInput.builder().build(), hearing);
        assertThat(heard).containsExactly(hearing);
    }

    private Hearing hearing(Duration budget) {
        return new Hearing(Deadline.in(budget, ticker), false);
    }
}
