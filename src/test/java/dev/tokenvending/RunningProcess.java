package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program and what it has written so far; it ends with this, at the latest. Its output is the test's as well. */
public final class RunningProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private RunningProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    public static RunningProcess start(Path directory, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        return new RunningProcess(process);
    }

    private void read() {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            System.out.println(line);
            lines.add(line);
        });
    }

    /** What is in the brackets of the pattern, in the first line that matches. */
    public String awaitLine(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        await().atMost(PATIENCE).until(() -> found(wanted).isPresent() || !reader.isAlive());
        assertThat(found(wanted)).as("%s in %s", pattern, output()).isPresent();
        return found(wanted).orElseThrow();
    }

    private Optional<String> found(Pattern wanted) {
        return lines.stream()
                .map(wanted::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("still running: %s", output())
                .isTrue();
        reader.join(PATIENCE);
        return process.exitValue();
    }

    public String output() {
        return String.join("\n", lines);
    }

    /** Ends it here and now, without a word to it, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to end, and waits for that; its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Maven's own children first: they outlive it otherwise. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
