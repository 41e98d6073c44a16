package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DotenvFileTests {

    @TempDir
    private Path directory = Path.of("");

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void postProcessWhenFileIsMissingThenNothing() {
        process();
        assertThat(environment.getProperty("TD_REGION")).isNull();
    }

    @Test
    void postProcessWhenLinesAreGoodThenVariables() throws IOException {
        write("""
            # a comment
            TD_REGION=eu

             TD_CLIENT_ID = client\s
            TD_KEY_ID=key # the one of March
            DEFAULT_PASSWORD="a # in quotes"
            TD_ACCOUNT_NAME="acme"
            OPS_USERNAME=
            EQUALS=a=b==
            SINGLE='b # in quotes'
            """);
        process();
        assertThat(environment.getProperty("TD_REGION")).isEqualTo("eu");
        assertThat(environment.getProperty("TD_CLIENT_ID")).isEqualTo("client");
        assertThat(environment.getProperty("TD_KEY_ID")).isEqualTo("key");
        assertThat(environment.getProperty("DEFAULT_PASSWORD")).isEqualTo("a # in quotes");
        assertThat(environment.getProperty("TD_ACCOUNT_NAME")).isEqualTo("acme");
        assertThat(environment.getProperty("OPS_USERNAME")).isEmpty();
        assertThat(environment.getProperty("EQUALS")).isEqualTo("a=b==");
        assertThat(environment.getProperty("SINGLE")).isEqualTo("b # in quotes");
    }

    @Test
    void postProcessWhenKeyIsOnSeveralLinesInQuotesThenWhole() throws IOException {
        write("""
            TD_PRIVATE_KEY="-----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMG+/ab
            Byqg==
            -----END PRIVATE KEY-----"
            TD_REGION=eu
            """);
        process();
        assertThat(environment.getProperty("TD_PRIVATE_KEY"))
                .isEqualTo("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG+/ab\nByqg==\n-----END PRIVATE KEY-----");
        assertThat(environment.getProperty("TD_REGION")).isEqualTo("eu");
    }

    @Test
    void postProcessWhenKeyIsOnOneLineThenNewlinesStayText() throws IOException {
        write("TD_PRIVATE_KEY=-----BEGIN PRIVATE KEY-----\\nMIGH\\n-----END PRIVATE KEY-----\n");
        process();
        assertThat(environment.getProperty("TD_PRIVATE_KEY"))
                .isEqualTo("-----BEGIN PRIVATE KEY-----\\nMIGH\\n-----END PRIVATE KEY-----");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TD_PRIVATE_KEY=-----BEGIN PRIVATE KEY-----\nc4naryS3cret\n-----END PRIVATE KEY-----",
                "c4naryS3cret",
                "DEFAULT_PASSWORD c4naryS3cret",
                "=c4naryS3cret"
            })
    void postProcessWhenLineIsMalformedThenRefusedWithoutTheLine(String text) throws IOException {
        write(text);
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(this::process)
                .satisfies(refusal -> {
                    assertThat(refusal.analysis().getDescription()).contains(".env", "NAME=value");
                    assertThat(printed(refusal)).doesNotContain("c4naryS3cret");
                });
    }

    @Test
    void postProcessWhenFileCannotBeReadThenRefusedForThatReason() throws IOException {
        Files.createDirectory(directory.resolve(".env"));
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(this::process)
                .satisfies(refusal ->
                        assertThat(refusal.analysis().getDescription()).contains(".env", "cannot be read"));
    }

    @Test
    void postProcessWhenEnvironmentHasTheVariableThenItWins() throws IOException {
        MutablePropertySources sources = environment.getPropertySources();
        sources.replace(
                "systemEnvironment",
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of("TD_REGION", "ca")));
        sources.addLast(new MapPropertySource("file", Map.of("TD_REGION", "au", "TD_KEY_ID", "of the file")));
        write("TD_REGION=eu\nTD_KEY_ID=of .env\n");
        process();
        assertThat(environment.getProperty("TD_REGION")).isEqualTo("ca");
        assertThat(environment.getProperty("TD_KEY_ID")).isEqualTo("of .env");
    }

    @Test
    void postProcessWhenVariableStandsForAPropertyThenBound() throws IOException {
        write("TALKDESK_ACCOUNTS_ACME_CLIENTID=client\nTOKEN_VENDING_DEADLINE=7s\n");
        process();
        Binder binder = Binder.get(environment);
        assertThat(binder.bind("token-vending.deadline", String.class).get()).isEqualTo("7s");
        assertThat(binder.bind("talkdesk.accounts.acme.client-id", String.class).get())
                .isEqualTo("client");
    }

    @Test
    void postProcessWhenProfileIsChosenThenActive() throws IOException {
        write("SPRING_PROFILES_ACTIVE=local,sandbox\n");
        process();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        assertThat(environment.getActiveProfiles()).containsExactly("local", "sandbox");
    }

    @Test
    void orderWhenComparedThenBeforeConfigurationFiles() {
        assertThat(new DotenvFile().getOrder()).isLessThan(ConfigDataEnvironmentPostProcessor.ORDER);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
    }

    private void process() {
        new DotenvFile(directory).postProcessEnvironment(environment, new SpringApplication());
    }

    private static String printed(FailureAnalyzedException refusal) {
        StringWriter trace = new StringWriter();
        refusal.printStackTrace(new PrintWriter(trace, true));
        return refusal.analysis().getDescription() + refusal.analysis().getAction() + trace;
    }
}
