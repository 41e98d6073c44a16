package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class VendingPropertiesTests {

    @Test
    void deadlineIsBound() {
        MockEnvironment environment = new MockEnvironment().withProperty("token-vending.deadline", "7s");
        assertThat(new Settings(environment).read(VendingProperties.class).deadline())
                .isEqualTo(Duration.ofSeconds(7));
    }
}
