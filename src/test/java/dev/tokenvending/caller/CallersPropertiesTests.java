package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.caller.CallersProperties.BasicProperties;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersPropertiesTests {

    @Test
    void readWhenEverythingIsSetThenBoundByTheseNames() {
        Settings settings = TestSettings.of(
                "token-vending.callers.basic[0].username=anna", "token-vending.callers.basic[0].password=c4nary");
        assertThat(settings.read(CallersProperties.class))
                .isEqualTo(new CallersProperties(List.of(new BasicProperties("anna", "c4nary"))));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenNobody() {
        assertThat(TestSettings.of().read(CallersProperties.class)).isEqualTo(new CallersProperties(List.of()));
    }

    @Test
    void toStringWhenPrintedThenNoPassword() {
        assertThat(new CallersProperties(List.of(new BasicProperties("anna", "c4nary"))).toString())
                .contains("anna")
                .doesNotContain("c4nary");
    }
}
