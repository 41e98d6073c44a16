package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The project under {@code examples/}, built by Maven and put on the class path of the jar of this very build. Run by
 * {@code ./mvnw verify}, once there is one.
 */
@Timeout(300)
class PolicyJarTests {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path TARGET = PROJECT.resolve("target");
    private static final Path EXAMPLE = PROJECT.resolve("examples/business-rules");
    private static final String VERSION = System.getProperty("project.version", "");
    private static final String JAR = "talkdesk-token-vending.jar";
    private static final String PROPERTIES_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private static final String SECOND_CALLER = "anna";
    private static final String SECOND_PASSWORD = "Tn4Wq8ZkL2vXp6Rs";
    private static final List<String> SETTINGS = List.of(
            "--spring.profiles.active=sandbox",
            "--server.port=0",
            "--business-rules.rollout-percent=50",
            "--token-vending.apps.ios.policies=gradual-rollout",
            "--token-vending.callers.basic[0].username=" + SECOND_CALLER,
            "--token-vending.callers.basic[0].password=" + SECOND_PASSWORD);

    /** In a repository of its own, so that nothing is left in the developer's; what is there already serves. */
    @BeforeAll
    static void buildExample() throws Exception {
        Path artifact = TARGET.resolve("examples/repository/dev/tokenvending/talkdesk-token-vending/" + VERSION);
        String name = "talkdesk-token-vending-" + VERSION;
        Files.createDirectories(artifact);
        copy(PROJECT.resolve("pom.xml"), artifact.resolve(name + ".pom"));
        copy(TARGET.resolve("talkdesk-token-vending-api.jar"), artifact.resolve(name + "-api.jar"));
        boolean windows = File.separatorChar == '\\';
        try (RunningProcess build = RunningProcess.start(
                PROJECT,
                PROJECT.resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
                "-B",
                "-ntp",
                "-f",
                EXAMPLE.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + TARGET.resolve("examples/repository"),
                "-Dmaven.repo.local.tail=" + System.getProperty("settings.localRepository"),
                "-Dtoken-vending.version=" + VERSION,
                "clean",
                "verify")) {
            assertThat(build.exitCode()).as(build.output()).isZero();
        }
    }

    @Test
    void jarWhenOnTheLoaderPathThenItsPolicyDecides() throws Exception {
        assertThatPolicyDecides(TARGET, "-Dloader.path=" + EXAMPLE.resolve("target"), "-cp", JAR, PROPERTIES_LAUNCHER);
    }

    /** As in the container. */
    @Test
    void jarWhenBesideTheExtractedServiceThenItsPolicyDecides() throws Exception {
        Path extracted = TARGET.resolve("examples/extracted");
        try (RunningProcess extraction = java(
                TARGET,
                List.of("-Djarmode=tools", "-jar", JAR, "extract", "--force", "--destination", extracted.toString()))) {
            assertThat(extraction.exitCode()).as(extraction.output()).isZero();
        }
        Files.createDirectories(extracted.resolve("plugins"));
        copy(EXAMPLE.resolve("target/business-rules.jar"), extracted.resolve("plugins/business-rules.jar"));
        assertThatPolicyDecides(
                extracted, "-cp", JAR + File.pathSeparator + "plugins/*", TokenVendingApplication.class.getName());
    }

    @Test
    void jarWhenItIsMissingThenTheStartEndsAndNamesThePolicy() throws Exception {
        try (RunningProcess service = java(TARGET, withSettings("-jar", JAR))) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.output())
                    .contains("APPLICATION FAILED TO START", "token-vending.apps.ios.policies", "gradual-rollout")
                    .doesNotContain("\tat ");
        }
    }

    private static void assertThatPolicyDecides(Path directory, String... launch) throws Exception {
        try (RunningProcess service = java(directory, withSettings(launch))) {
            int port = Integer.parseInt(service.awaitLine("Try it here:.*http://localhost:(\\d+)/.*"));
            RawAnswer refused = Wire.get("/token/ios")
                    .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                    .to(port);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("code").asString()).isEqualTo("denied");
            RawAnswer granted =
                    Wire.get("/token/ios").as(SECOND_CALLER, SECOND_PASSWORD).to(port);
            assertThat(granted.status()).isEqualTo(200);
            assertThat(granted.json().path("token").asString()).isNotEmpty();
            service.awaitLine(".*\"policy\":\"gradual-rollout\".*\"reason\":\"(not_rolled_out_yet)\".*");
        }
    }

    private static RunningProcess java(Path directory, List<String> arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return RunningProcess.start(
                directory,
                Stream.concat(Stream.of(java, "-XX:TieredStopAtLevel=1"), arguments.stream())
                        .toArray(String[]::new));
    }

    private static List<String> withSettings(String... launch) {
        return Stream.concat(Stream.of(launch), SETTINGS.stream()).toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        assertThat(from).as("made by ./mvnw verify").exists();
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
