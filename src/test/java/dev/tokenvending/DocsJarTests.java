package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the documents, run as they stand there against the jar of this very build in the sandbox; only the port
 * is another. Each document has a directory and a service of its own. A comment before a block may say otherwise:
 * {@code not run:} and why, {@code answers:} and the statuses that its calls get if it is not 200, {@code file:} and the
 * name of the file that the block is. Run by {@code ./mvnw verify}, once there is a jar.
 */
@Timeout(600)
class DocsJarTests {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."))
            .toAbsolutePath()
            .normalize();
    private static final String JAR = "talkdesk-token-vending.jar";
    private static final String START = "SPRING_PROFILES_ACTIVE=sandbox java -jar " + JAR;
    private static final Pattern STATUS = Pattern.compile("^status (\\d+)$", Pattern.MULTILINE);

    /** Stops at what fails, and tells how each call was answered where the answer itself does not go. */
    private static final String PRELUDE = """
        set -e
        curl() { command curl -sS -w '%{stderr}status %{http_code}\\n' "$@"; }
        """;

    @TempDir
    private Path directory;

    private @Nullable RunningProcess service;

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(PROJECT.resolve("docs"))) {
            Stream<Path> front = Stream.of("README.md", "CONTRIBUTING.md").map(PROJECT::resolve);
            return Stream.concat(front, pages.filter(page -> page.toString().endsWith(".md")))
                    .sorted()
                    .toList()
                    .stream()
                    .filter(DocsJarTests::hasCommands);
        }
    }

    private static boolean hasCommands(Path document) {
        try {
            return CodeBlock.in(document).stream().anyMatch(DocsJarTests::isCommand);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCommand(CodeBlock block) {
        return block.isForShell() && block.said("not run").isEmpty();
    }

    @BeforeEach
    void linkWhatTheyUse() throws IOException {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"));
        Files.createSymbolicLink(directory.resolve("monitoring"), PROJECT.resolve("monitoring"));
        Files.createSymbolicLink(
                directory.resolve(JAR), PROJECT.resolve("target").resolve(JAR));
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsWhenRunInTheirOrderThenAnsweredAsTheDocumentSays(Path document) throws Exception {
        for (CodeBlock block : CodeBlock.in(document)) {
            if (block.said("file").isPresent()) {
                Files.writeString(directory.resolve(block.said("file").get()), block.text());
            } else if (isCommand(block)) {
                run(block);
            }
        }
    }

    /** A start of the service goes on in the background, and is the last line of its block. */
    private void run(CodeBlock block) throws Exception {
        String text = block.text().strip();
        boolean starts = text.equals(START) || text.endsWith("\n" + START);
        run(block, starts ? text.substring(0, text.length() - START.length()) : text);
        if (starts) {
            restart();
        }
    }

    private void run(CodeBlock block, String text) throws Exception {
        // What it prints may be a token, which must not be in the output of a test.
        Process process = new ProcessBuilder(environment(block.language(), PRELUDE + hereOn(text)))
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(block.place()).isTrue();
        assertThat(process.exitValue()).as(block.place() + ": " + told).isZero();
        List<String> statuses =
                STATUS.matcher(told).results().map(status -> status.group(1)).toList();
        assertThat(statuses)
                .as(block.place())
                .isEqualTo(block.said("answers")
                        .map(answers -> List.of(answers.split(", ")))
                        .orElse(statuses.stream().map(_ -> "200").toList()));
    }

    private String hereOn(String text) throws IOException {
        if (!text.contains("localhost:8080")) {
            return text;
        }
        RunningProcess here = service == null ? restart() : service;
        return text.replace(
                "localhost:8080", "localhost:" + here.awaitLine("Try it here:.*http://localhost:(\\d+)/.*"));
    }

    private RunningProcess restart() throws IOException {
        stop();
        RunningProcess started =
                RunningProcess.start(directory, environment("sh", START).toArray(String[]::new));
        service = started;
        return started;
    }

    private static List<String> environment(String shell, String command) {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        return List.of(
                "env",
                "PATH=" + java + ":" + System.getenv("PATH"),
                "PORT=0",
                "OPS_USERNAME=" + WholeApp.OPERATOR,
                "OPS_PASSWORD=" + WholeApp.OPERATORS_PASSWORD,
                "JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1",
                shell,
                "-c",
                command);
    }
}
