package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningPortTests {

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "8080", "65535", ""})
    void checkWhenPortIsOneThenNoProblem(String port) {
        assertThat(TestSettings.problems(checked("server.port=" + port))).isEmpty();
    }

    @Test
    void checkWhenPortIsMissingThenNoProblem() {
        assertThat(TestSettings.problems(checked("server.shutdown=graceful"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, is no port: 0 to 65535.",
        "65536, is no port: 0 to 65535.",
        "99999999999, is not a number.",
        "http, is not a number.",
        "80.5, is not a number."
    })
    void checkWhenPortIsNoneThenProblem(String port, String problem) {
        assertThat(TestSettings.problems(checked("server.port=" + port)))
                .containsExactly("server.port (PORT) " + problem);
    }

    private static Settings checked(String setting) {
        Settings settings = TestSettings.of(setting);
        ListeningPort.check(settings);
        return settings;
    }
}
