package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTests {

    private static final Fingerprint VERSION = Fingerprint.of("a");

    @Test
    void partWhenThereIsOneOfTheTypeThenThat() {
        assertThat(new Configuration(VERSION, Map.of(String.class, "a", Integer.class, 1)).part(String.class))
                .isEqualTo("a");
    }

    @Test
    void partWhenThereIsNoneOfTheTypeThenRefused() {
        Configuration configuration = new Configuration(VERSION, Map.of());
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.part(String.class));
    }

    @Test
    void newWhenPartsChangeLaterThenUnchanged() {
        Map<Class<?>, Object> parts = new HashMap<>(Map.of(String.class, "a"));
        Configuration configuration = new Configuration(VERSION, parts);
        parts.put(String.class, "b");
        assertThat(configuration.part(String.class)).isEqualTo("a");
    }
}
