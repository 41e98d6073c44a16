package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.mock.env.MockEnvironment;

class SandboxWhenUnconfiguredTests {

    @TempDir
    private Path workingDirectory = Path.of("");

    private final MockEnvironment environment = new MockEnvironment().withProperty("sandbox.when-unconfigured", "true");

    @Test
    void profileWhenNothingIsConfiguredThenSandbox() {
        environment.withProperty("TD_CLIENT_ID", "").withProperty("spring.profiles.active", " ");
        assertThat(profiles()).containsExactly("sandbox");
    }

    @Test
    void profileWhenNotAskedForThenUnchanged() {
        environment.setProperty("sandbox.when-unconfigured", "false");
        assertThat(profiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TD_CLIENT_ID, abc",
        "TD_WHATEVER, abc",
        "talkdesk.accounts.acme.client-id, abc",
    })
    void profileWhenSomethingIsConfiguredThenUnchanged(String name, String value) {
        environment.setProperty(name, value);
        assertThat(profiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "sandbox,local"})
    void profileWhenProfilesAreChosenThenUnchanged(String chosen) {
        environment.setProperty("spring.profiles.active", chosen);
        assertThat(profiles()).containsExactly(chosen.split(",", -1));
    }

    @Test
    void profileWhenEnvFileExistsThenUnchanged() throws IOException {
        Files.createFile(workingDirectory.resolve(".env"));
        assertThat(profiles()).isEmpty();
    }

    @Test
    void orderWhenComparedThenAfterConfigurationFiles() {
        assertThat(new SandboxWhenUnconfigured().getOrder()).isGreaterThan(ConfigDataEnvironmentPostProcessor.ORDER);
    }

    private String[] profiles() {
        new SandboxWhenUnconfigured(workingDirectory).postProcessEnvironment(environment, new SpringApplication());
        return environment.getActiveProfiles();
    }
}
