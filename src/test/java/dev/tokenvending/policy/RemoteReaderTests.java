package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteReaderTests {

    private static final String REMOTE = "token-vending.policies.crm.remote.";
    private static final String URL = REMOTE + "url=https://rules.example.com/v1/data/token/allow";

    @ParameterizedTest
    @ValueSource(strings = {"10ms", "500ms", "10s", "PT1S", "250"})
    void readWhenTimeoutIsInBoundsThenTaken(String timeout) {
        Settings settings = TestSettings.of(URL, REMOTE + "timeout=" + timeout);
        assertThat(read(settings).names()).containsExactly("crm");
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenTimeoutIsMissingThenItHasADefault() {
        Settings settings = TestSettings.of(URL, "token-vending.policies.crm.mode=shadow");
        assertThat(read(settings).names()).containsExactly("crm");
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9ms", "-1s", "10001ms", "1h"})
    void readWhenTimeoutIsOutOfBoundsThenProblem(String timeout) {
        Settings settings = TestSettings.of(URL, REMOTE + "timeout=" + timeout);
        assertThat(read(settings).names()).isEmpty();
        assertThat(TestSettings.problems(settings))
                .containsExactly(REMOTE + "timeout must lie between 10 milliseconds and 10 seconds.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is missing.",
                "rules.example.com/v1 | is not an absolute URL with a host.",
                "http://rules.example.com/v1 | must be https (http only on a loopback host).",
                "ftp://rules.example.com/v1 | must be https (http only on a loopback host).",
                "http://localhost.evil.example/v1 | must be https (http only on a loopback host).",
                "https://user:c4nary@rules.example.com/v1 | must hold neither credentials nor a fragment.",
                "https://rules.example.com/v1#x | must hold neither credentials nor a fragment.",
                "https:// | is not a URL.",
                "https://a b/ | is not a URL.",
            })
    void readWhenUrlIsNoneToCallThenProblem(String url, String problem) {
        Settings settings = TestSettings.of(REMOTE + "timeout=1s", REMOTE + "url=" + url);
        assertThat(read(settings).names()).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly(REMOTE + "url " + problem);
        assertThat(TestSettings.message(settings))
                .contains("https://rules.example.com/v1/data/token/allow")
                .doesNotContain("c4nary");
    }

    @Test
    void readWhenUrlIsMissingThenProblem() {
        Settings settings = TestSettings.of(REMOTE + "timeout=1s");
        read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(REMOTE + "url is missing.");
    }

    @Test
    void readWhenThereAreSeveralWaysThenProblem() {
        Settings settings = TestSettings.of(URL, "token-vending.policies.crm.rule=true");
        read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.policies.crm decides in two ways at once.");
    }

    private static Policies read(Settings settings) {
        return PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
    }
}
