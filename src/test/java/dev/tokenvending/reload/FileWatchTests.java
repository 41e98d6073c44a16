package dev.tokenvending.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration here is the default app's name, and a password in a file. */
class FileWatchTests {

    @TempDir
    private Path folder;

    private final List<ConfigurationEvent> events = new ArrayList<>();
    private Path file;
    private Path secret;
    private Configurations configurations;
    private FileWatch watch;

    @BeforeEach
    void open() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "first");
        file = folder.resolve("config.yaml");
        write("ios");
        configurations = new Configurations(
                TestSettings.environment("token-vending.config-file=" + file, "SECRET=file:" + secret),
                FileWatchTests::read);
        configurations.open(configurations.read());
        watch = new FileWatch(configurations, event -> events.add((ConfigurationEvent) event));
    }

    private static Map<Class<?>, Object> read(Settings settings) {
        String app = settings.read(TestProperties.class).defaultApp();
        String password =
                settings.textOrFile("SECRET", settings.variable("SECRET")).orElse("none");
        if ("defect".equals(app)) {
            throw new IllegalStateException("c4nary");
        }
        if (app == null) {
            settings.problem("token-vending.default-app", "is missing.", "ios");
        }
        return Map.of(String.class, app + " " + password);
    }

    @Test
    void lookWhenNothingChangedThenNothingIsRead() {
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void lookWhenOnlyTheTimeStampChangedThenNothingIsRead() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        lookTwice();
        assertThat(events).isEmpty();
    }

    @Test
    void lookWhenContentChangedAndStayedThenInForce() throws IOException {
        Configuration before = configurations.current();
        write("android");
        assertThat(watch.look()).isTrue();
        assertThat(inForce()).isEqualTo("ios first");
        assertThat(watch.look()).isFalse();
        assertThat(inForce()).isEqualTo("android first");
        assertThat(before.part(String.class)).isEqualTo("ios first");
        assertThat(configurations.current().version()).isNotEqualTo(before.version());
        assertThat(events)
                .containsExactly(
                        new ConfigurationEvent.Replaced(configurations.current().version()));
        lookTwice();
        assertThat(events).hasSize(1);
    }

    @Test
    void lookWhenContentKeepsChangingThenWaits() throws IOException {
        for (String app : List.of("a", "b", "c", "d")) {
            write(app);
            assertThat(watch.look()).isTrue();
        }
        assertThat(inForce()).isEqualTo("ios first");
        assertThat(watch.look()).isFalse();
        assertThat(inForce()).isEqualTo("d first");
    }

    @Test
    void lookWhenContentChangedBackThenNothingIsRead() throws IOException {
        write("android");
        assertThat(watch.look()).isTrue();
        write("ios");
        assertThat(watch.look()).isFalse();
        write("android");
        assertThat(watch.look()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void lookWhenAFileOfASettingChangedThenReadAnew() throws IOException {
        Files.writeString(secret, "second");
        lookTwice();
        assertThat(inForce()).isEqualTo("ios second");
    }

    @Test
    void lookWhenAFileOfASettingIsGoneThenRefusedAndThePreviousStays() throws IOException {
        Files.delete(secret);
        lookTwice();
        assertThat(inForce()).isEqualTo("ios first");
        assertThat(configurations.problems()).containsExactly("SECRET names a file that does not exist.");
        Files.writeString(secret, "third");
        lookTwice();
        assertThat(inForce()).isEqualTo("ios third");
        assertThat(configurations.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token-vending:",
                "token-vending: {default-a",
                "token-vending: {apps: {}}",
                "server: {port: 1}"
            })
    void lookWhenTheNewContentIsWrongThenRefusedOnceAndThePreviousStays(String wrong) throws IOException {
        Configuration before = configurations.current();
        Files.writeString(file, wrong);
        lookTwice();
        lookTwice();
        assertThat(configurations.current()).isSameAs(before);
        assertThat(events).singleElement().isInstanceOf(ConfigurationEvent.Refused.class);
        assertThat(configurations.problems()).isNotEmpty();
        write("ios");
        lookTwice();
        assertThat(configurations.problems()).isEmpty();
        assertThat(inForce()).isEqualTo("ios first");
    }

    @Test
    void lookWhenTheFileIsDeletedThenRefusedAndThePreviousStays() throws IOException {
        Files.delete(file);
        lookTwice();
        assertThat(inForce()).isEqualTo("ios first");
        assertThat(configurations.problems())
                .containsExactly(
                        "token-vending.config-file names a file that does not exist.",
                        "token-vending.default-app is missing.");
    }

    @Test
    void reloadWhenAskedThenAtOnce() throws IOException {
        write("android");
        assertThat(watch.reload()).isInstanceOf(ConfigurationEvent.Replaced.class);
        assertThat(inForce()).isEqualTo("android first");
        lookTwice();
        assertThat(events).hasSize(1);
    }

    @Test
    void reloadWhenReadingFailsThenRefusedAndThePreviousStays() throws IOException {
        write("defect");
        assertThat(watch.reload()).isInstanceOf(ConfigurationEvent.Refused.class);
        assertThat(inForce()).isEqualTo("ios first");
        assertThat(configurations.problems()).hasSize(1);
        write("android");
        lookTwice();
        assertThat(inForce()).isEqualTo("android first");
    }

    private void lookTwice() {
        watch.look();
        watch.look();
    }

    private String inForce() {
        return configurations.current().part(String.class);
    }

    private void write(String app) throws IOException {
        Files.writeString(file, "token-vending: {default-app: " + app + "}");
    }
}
