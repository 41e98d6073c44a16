package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor of the jar of this very build. Run by {@code ./mvnw verify}, once there is one. */
@Timeout(300)
class DoctorJarTests {

    private static final Path JAR = Path.of(
                    System.getProperty("project.basedir", ".."), "target", "talkdesk-token-vending.jar")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void jarWhenInTheSandboxThenZeroAndNothingButTheTable() throws Exception {
        try (RunningProcess doctor = start("--spring.profiles.active=sandbox")) {
            assertThat(doctor.exitCode()).isZero();
            assertThat(doctor.output())
                    .startsWith("# Account default: the public half")
                    .endsWith("0 wrong, 0 warnings.")
                    .doesNotContain("WARN", "INFO", "eyJ");
        }
    }

    @Test
    void jarWhenNothingIsSetThenOne() throws Exception {
        try (RunningProcess doctor = start()) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.output()).startsWith("\nSettings\n").contains("SPRING_PROFILES_ACTIVE=sandbox");
        }
    }

    @Test
    void jarWhenSandboxHasCredentialsThenTheTableAlone() throws Exception {
        try (RunningProcess doctor = start("--spring.profiles.active=sandbox", "--TD_CLIENT_ID=x")) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.output()).startsWith("\nSettings\n").doesNotContain("APPLICATION FAILED");
        }
    }

    private RunningProcess start(String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "doctor"));
        command.addAll(List.of(settings));
        return RunningProcess.start(directory, command.toArray(String[]::new));
    }
}
