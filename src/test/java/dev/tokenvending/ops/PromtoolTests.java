package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus itself says of {@code monitoring/}, where its tool is installed. */
class PromtoolTests {

    @Test
    void rulesWhenCheckedThenGood() throws IOException, InterruptedException {
        promtool("check", "rules", Monitoring.DIRECTORY.resolve("alerts.yaml"));
    }

    @Test
    void rulesWhenTestedThenTheyFireWhenTheyShould() throws IOException, InterruptedException {
        promtool("test", "rules", Monitoring.DIRECTORY.resolve("alerts.test.yaml"));
    }

    /** As if they were to be recorded. */
    @Test
    void expressionsOfTheDashboardWhenCheckedThenGood(@TempDir Path directory)
            throws IOException, InterruptedException {
        List<String> shown = Monitoring.shown();
        Path rules = directory.resolve("dashboard.yaml");
        Files.writeString(
                rules,
                IntStream.range(0, shown.size())
                        .mapToObj(i -> "  - record: shown" + i + "\n    expr: "
                                + JsonMapper.shared().writeValueAsString(shown.get(i)) + "\n")
                        .collect(Collectors.joining("", "groups:\n- name: dashboard\n  rules:\n", "")));
        promtool("check", "rules", rules);
    }

    private static void promtool(String what, String of, Path file) throws IOException, InterruptedException {
        Process process = started("promtool", what, of, file.toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private static Process started(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            String reason = "Skipped: there is no promtool on the PATH. It is in the package prometheus of Debian.";
            System.out.println(reason);
            return abort(reason);
        }
    }
}
