package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The native library as the jar of this very build carries it. Run by {@code ./mvnw verify}, once there is one. */
@Timeout(300)
class CryptoJarTests {

    private static final Path TARGET =
            Path.of(System.getProperty("project.basedir", ".."), "target").toAbsolutePath();
    private static final String READY = "(Try it here:).*";

    @Test
    void jarWhenLibraryLoadsThenItSignsAndTheConsoleHasNoWarningOfIt() throws Exception {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"));
        try (RunningProcess service = start("-Dunused")) {
            assertThat(service.awaitLine("Signatures are made and verified by (\\w+)"))
                    .isEqualTo("AmazonCorrettoCryptoProvider");
            service.awaitLine(READY);
            assertThat(service.output()).doesNotContain("WARNING", "native");
        }
    }

    @Test
    void jarWhenLibraryCannotBeUnpackedThenTheJdkSignsAndTheReasonIsTold() throws Exception {
        String nowhere = "-Dcom.amazon.corretto.crypto.provider.tmpdir=/dev/null/nowhere";
        try (RunningProcess service = start(nowhere)) {
            assertThat(service.awaitLine("Signatures are made and verified by (.*)"))
                    .startsWith("the JDK, since there is no faster provider here (");
            service.awaitLine(READY);
        }
    }

    private static RunningProcess start(String option) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return RunningProcess.start(
                TARGET,
                java,
                "-XX:TieredStopAtLevel=1",
                option,
                "-jar",
                "talkdesk-token-vending.jar",
                "--spring.profiles.active=sandbox",
                "--server.port=0");
    }
}
