package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RunningProcess;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the jar of this very build. Run by {@code ./mvnw verify}, once there is one. */
@Timeout(300)
class TracesJarTests {

    private static final Path TARGET =
            Path.of(System.getProperty("project.basedir", ".."), "target").toAbsolutePath();
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    @Test
    void jarWhenACollectorIsSetThenItGetsTheSpansAndTheRestIsAsEver() throws Exception {
        try (CollectorStub collector = CollectorStub.open();
                RunningProcess service = start(
                        "-Dunused", "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.base())) {
            askForAToken(service);
            await().until(() -> spans(collector).contains("exchange"));
            assertThat(spans(collector)).contains("GET /token", "decide", "sign", "POST", "service.name");
            assertThat(service.output()).doesNotContain("Exception", "ClassNotFound");
        }
    }

    @Test
    void jarWhenTheCollectorHangsThenItServesAndEnds() throws Exception {
        try (CollectorStub collector = CollectorStub.hanging();
                RunningProcess service = start(
                        "-Dunused", "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.base())) {
            askForAToken(service);
            await().until(() -> !collector.taken.isEmpty());
            askForAToken(service);
            // The JVM's own code for SIGTERM.
            assertThat(service.terminate()).isEqualTo(143);
            assertThat(collector.opened.getCount()).isEqualTo(1);
        }
    }

    @Test
    void jarWhenTracesAreOffThenNothingOfOpenTelemetryIsLoaded(@TempDir Path directory) throws Exception {
        Path loaded = directory.resolve("classes");
        try (RunningProcess service = start("-Xlog:class+load:file=" + loaded)) {
            askForAToken(service);
        }
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).anyMatch(line -> line.contains("dev.tokenvending.traces.Step "));
        assertThat(classes).noneMatch(line -> line.contains("io.opentelemetry"));
    }

    private static void askForAToken(RunningProcess service) {
        int port = Integer.parseInt(service.awaitLine("Try it here:.*http://localhost:(\\d+)"));
        assertThat(Wire.get("/token")
                        .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                        .with("traceparent", TRACE_PARENT)
                        .to(port)
                        .status())
                .isEqualTo(200);
    }

    private static String spans(CollectorStub collector) {
        return collector.taken.stream().map(CollectorStub.Taken::body).collect(Collectors.joining());
    }

    private static RunningProcess start(String option, String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                option,
                "-jar",
                "talkdesk-token-vending.jar",
                "--spring.profiles.active=sandbox",
                "--server.port=0"));
        command.addAll(List.of(settings));
        return RunningProcess.start(TARGET, command.toArray(String[]::new));
    }
}
