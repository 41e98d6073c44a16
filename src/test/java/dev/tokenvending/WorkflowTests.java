package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What runs on GitHub does with no more rights than it needs, and runs no code but what was read. */
class WorkflowTests {

    private static final Path DIRECTORY = Path.of(System.getProperty("project.basedir", ".."), ".github/workflows");

    /** These run with the rights of the repository on what a stranger sent. */
    private static final Set<String> DANGEROUS = Set.of(
            "pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "repository_dispatch");

    /** Else what a tag names may change under us; the comment is for those who read, and for Dependabot. */
    private static final Pattern PINNED =
            Pattern.compile("([\\w.-]+/[\\w./-]+)@([0-9a-f]{40}) # (v\\d+\\.\\d+\\.\\d+)");

    private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: *(.*)$");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowWhenItStartsThenItHasNoRightsAndEachJobNamesItsOwn(Path workflow) throws IOException {
        assertThat(read(workflow).path("permissions").isObject()).isTrue();
        assertThat(read(workflow).path("permissions")).isEmpty();
        assertThat(jobs(workflow)).isNotEmpty().allSatisfy(job -> {
            assertThat(job.path("permissions").isObject()).isTrue();
            assertThat(job.path("timeout-minutes").isIntegralNumber()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowWhenAnybodyCanStartItThenItCanWriteNothingButItsFindings(Path workflow) throws IOException {
        JsonNode triggers = read(workflow).path("true");
        assertThat(triggers.isObject()).isTrue();
        assertThat(triggers.propertyNames()).doesNotContainAnyElementsOf(DANGEROUS);
        if (triggers.has("pull_request")) {
            assertThat(jobs(workflow).stream()
                            .flatMap(job -> job.path("permissions").propertyStream())
                            .filter(permission ->
                                    !permission.getValue().stringValue().equals("read"))
                            .map(Map.Entry::getKey))
                    .isSubsetOf("security-events");
        }
    }

    /** An expression is put into the script as it is, whatever somebody wrote into a title or a branch's name. */
    @ParameterizedTest
    @MethodSource("workflows")
    void stepWhenItRunsAScriptThenNoExpressionIsInIt(Path workflow) throws IOException {
        assertThat(steps(workflow))
                .isNotEmpty()
                .extracting(step -> step.path("run").stringValue(""))
                .allSatisfy(script -> assertThat(script).doesNotContain("${{"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void stepWhenItChecksOutThenItLeavesNoCredentialBehind(Path workflow) throws IOException {
        assertThat(steps(workflow))
                .filteredOn(step -> step.path("uses").stringValue("").startsWith("actions/checkout@"))
                .extracting(
                        step -> step.path("with").path("persist-credentials").booleanValue(true))
                .doesNotContain(true);
    }

    /** Others may have left some with the run, and what is signed must be what was meant. */
    @ParameterizedTest
    @MethodSource("workflows")
    void stepWhenItDownloadsArtifactsThenItNamesThem(Path workflow) throws IOException {
        assertThat(steps(workflow))
                .extracting(step -> step.path("run").stringValue(""))
                .filteredOn(script -> script.contains("gh run download"))
                .allSatisfy(script -> assertThat(script).contains("--name "));
    }

    @Test
    void actionsWhenUsedThenByOneCommitEach() throws IOException {
        Map<String, String> seen = new HashMap<>();
        for (Path workflow : workflows()) {
            Matcher uses = USES.matcher(Files.readString(workflow));
            while (uses.find()) {
                Matcher pinned = PINNED.matcher(uses.group(1));
                assertThat(pinned.matches())
                        .as("%s in %s", uses.group(1), workflow)
                        .isTrue();
                String commit = pinned.group(2) + " " + pinned.group(3);
                assertThat(seen.merge(pinned.group(1), commit, (first, next) -> first))
                        .isEqualTo(commit);
            }
        }
        assertThat(seen).containsKey("actions/checkout");
    }

    private static List<JsonNode> jobs(Path workflow) throws IOException {
        return read(workflow).path("jobs").valueStream().toList();
    }

    private static List<JsonNode> steps(Path workflow) throws IOException {
        return jobs(workflow).stream()
                .flatMap(job -> job.path("steps").valueStream())
                .toList();
    }

    /** In YAML 1.1 the key {@code on} is the boolean. */
    private static JsonNode read(Path workflow) throws IOException {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(workflow));
        return JsonMapper.shared().valueToTree(content);
    }
}
