package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar of this very build, with the settings under {@code deploy/kubernetes}. Run by {@code ./mvnw verify}, once
 * there is one.
 */
@Timeout(300)
class KubernetesJarTests {

    private static final String SECRETS = "/run/secrets/token-vending";
    private static final String PASSWORD = "Gk7Rw2ZpT9vMx4Lq";
    private static final String OPERATORS_PASSWORD = "Hn5Yc8BsV3kQd6Jf";

    private final Manifests manifests = Manifests.read();

    @TempDir
    private Path directory;

    @Test
    void jarWhenStartedWithTheSettingsOfTheManifestsThenCallersAndOperatorsAreKnown() throws Exception {
        Files.writeString(directory.resolve("talkdesk.pem"), Talkdesk.PRIVATE_KEY);
        Files.writeString(directory.resolve("app-user-password"), PASSWORD + "\n");
        Files.writeString(directory.resolve("ops-password"), OPERATORS_PASSWORD + "\n");
        settings().forEach(this::write);

        try (RunningProcess service = start()) {
            int port = Integer.parseInt(service.awaitLine("Try it here:.*http://localhost:(\\d+)/.*"));
            RawAnswer unknownApp =
                    Wire.get("/token/none").as("app-user", PASSWORD).to(port);
            assertThat(unknownApp.json().path("code").stringValue()).isEqualTo("unknown_app");
            RawAnswer metrics =
                    Wire.get("/actuator/info").as("ops", OPERATORS_PASSWORD).to(port);
            assertThat(metrics.status()).isEqualTo(200);
        }
    }

    /** By the name of the file that has them. */
    private Map<String, String> settings() {
        return manifests
                .all(ConfigMap.class)
                .map(ConfigMap::getData)
                .map(data -> data.containsKey("config.yaml") ? data : Map.of(".env", variables(data)))
                .flatMap(files -> files.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String variables(Map<String, String> data) {
        return data.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining("\n"));
    }

    private void write(String file, String content) {
        try {
            Files.writeString(directory.resolve(file), content.replace(SECRETS, directory.toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RunningProcess start() throws IOException {
        Path jar = Path.of(System.getProperty("project.basedir", ".."), "target/talkdesk-token-vending.jar");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().toString(),
                "--token-vending.config-file=config.yaml",
                "--server.port=0");
        return RunningProcess.start(directory, command.toArray(String[]::new));
    }
}
