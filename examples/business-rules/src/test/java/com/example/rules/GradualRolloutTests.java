package com.example.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradualRolloutTests {

    private static final App APP = App.of(
            new AppId("example-app-ios"),
            new AccountId("acme"),
            Scope.parse("visual-sessions:execute").orElseThrow());
    private static final ClientRequest REQUEST = new ClientRequest("192.0.2.1", "Example/1.0", Map.of());

    @Test
    void decideWhenRolledOutToHalfThenAboutHalfAreGranted() {
        long granted = IntStream.range(0, 1000)
                .filter(number -> decide(50, "caller-" + number) instanceof Decision.Granted)
                .count();
        assertThat(granted).isBetween(400L, 600L);
    }

    @Test
    void decideWhenRolledOutToMoreThenNobodyLosesIt() {
        for (int number = 0; number < 1000; number++) {
            String id = "caller-" + number;
            if (decide(30, id) instanceof Decision.Granted) {
                assertThat(decide(31, id)).isEqualTo(Decision.granted());
            }
        }
    }

    @Test
    void decideWhenRolledOutToNobodyThenRefused() {
        assertThat(decide(0, "anna")).isEqualTo(Decision.refused("not_rolled_out_yet"));
        assertThat(decide(100, "anna")).isEqualTo(Decision.granted());
    }

    @Test
    void newWhenPercentIsNoneThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GradualRollout(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new GradualRollout(-1));
    }

    private static Decision decide(int percent, String id) {
        PolicyInput input = new PolicyInput(Caller.basic(id), APP, REQUEST, Instant.EPOCH);
        return new GradualRollout(percent).decide(input);
    }
}
