package dev.tokenvending.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class ConfigFileTests {

    @TempDir
    private Path folder;

    @Test
    void readWhenFileIsGoodThenItsSettingsAreThere() throws IOException {
        assertThat(problems("token-vending:\n  apps:\n    ios:\n      account: acme\n"))
                .containsExactly("token-vending.apps.ios.account is no setting of this version.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n\n", "# nothing but a comment", "---", "{}", "[]", "- a\n- b", "text", "42", "null"})
    void readWhenFileHoldsNoSettingsThenRefused(String text) throws IOException {
        assertThat(problems(text)).containsExactly("token-vending.config-file names a file that holds no settings.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token-vending: {",
                "token-vending:\n  apps:\n ios: x",
                "\tx: y",
                "a: 1\na: 2",
                "a: *nowhere",
                "a: !!java.lang.ProcessBuilder [x]",
                "a: {b: &x [1], c: *x}",
                "a: &a {b: *a}",
                "--- \na: 1\n--- \nb: 2",
                "a: \"\u0000\"",
                "%YAML 9.9\n---\na: 1",
            })
    void readWhenFileIsNotTheYamlWeTakeThenRefused(String text) throws IOException {
        assertThat(problems(text))
                .singleElement()
                .asString()
                .startsWith("token-vending.config-file names a file that is not YAML");
    }

    @Test
    void readWhenFileIsAnAliasBombThenRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(problems(bomb.toString())).singleElement().asString().contains("is not YAML");
    }

    @Test
    void readWhenFileIsNestedTooDeeplyThenRefused() throws IOException {
        assertThat(problems("a: " + "[".repeat(5_000) + "]".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("is not YAML");
    }

    @Test
    void readWhenFileIsHugeThenRefused() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L * 1024 * 1024);
        }
        assertThat(problemsOf(file)).containsExactly("token-vending.config-file names a file of more than 1 MiB.");
    }

    @Test
    void readWhenFileIsNotThereThenRefused() {
        assertThat(problemsOf(folder.resolve("none.yaml")))
                .containsExactly("token-vending.config-file names a file that does not exist.");
    }

    @Test
    void readWhenFileIsAFolderThenRefused() {
        assertThat(problemsOf(folder)).singleElement().asString().contains("cannot be read");
    }

    @Test
    void readWhenFileIsNotUtf8ThenRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThat(problemsOf(file)).containsExactly("token-vending.config-file names a file that is not UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {port: 1}",
                "token-vending: {deadline: 5s}",
                "token-vending: {config-file: other.yaml}",
                "talkdesk: {regions: {uk: {id-domain: example.com}}}",
                "logging: {level: {root: trace}}",
                "spring: {profiles: {active: sandbox}}"
            })
    void readWhenFileHoldsSomethingElseThenRefused(String text) throws IOException {
        assertThat(problems(text))
                .anySatisfy(problem -> assertThat(problem).endsWith("does not belong into the config file."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "talkdesk.accounts.acme.region=eu",
                "token-vending.default-app=ios",
                "token-vending.apps.ios.account=acme",
                "token-vending.callers.basic[0].username=anna",
                "token-vending.policies.daytime.rule=true"
            })
    void readWhenTheSameIsSetBesideTheFileThenRefused(String setting) throws IOException {
        String section = setting.replaceAll("(?:\\.acme|\\.ios|\\.basic|\\.daytime|=).*", "");
        assertThat(problems("token-vending: {apps: {other: {platform: ios}}}", setting))
                .contains(section + " is set beside the config file, which is the one place for it.");
    }

    @Test
    void readWhenSandboxAndAccountsInTheFileThenRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), "talkdesk: {accounts: {acme: {region: eu}}}");
        MockEnvironment environment = TestSettings.environment("token-vending.config-file=" + file);
        environment.setActiveProfiles("sandbox");
        assertThat(TestSettings.problems(settings(environment)))
                .contains("talkdesk.accounts is set in the sandbox, which plays the one account.");
    }

    @Test
    void toStringWhenContentIsPrintedThenNoText() {
        assertThat(new ConfigFile.Content("c4nary", null).toString()).doesNotContain("c4nary");
    }

    private List<String> problems(String text, String... more) throws IOException {
        return problemsOf(Files.writeString(folder.resolve("config.yaml"), text), more);
    }

    private static List<String> problemsOf(Path file, String... more) {
        MockEnvironment environment = TestSettings.environment(more);
        environment.setProperty("token-vending.config-file", file.toString());
        return TestSettings.problems(settings(environment));
    }

    private static Settings settings(MockEnvironment environment) {
        FileSettings settings = new FileSettings(environment);
        return settings.read(settings.file().map(ConfigFile::content).orElse(null));
    }
}
