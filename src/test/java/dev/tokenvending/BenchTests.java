package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The benchmarks compile, with what JMH makes of them; {@code bench/jmh} then runs them. */
class BenchTests {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."));
    private static final Path COMPILED = PROJECT.resolve("target/bench/classes");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void benchmarksCompile() throws IOException {
        Files.createDirectories(COMPILED);
        Files.writeString(
                PROJECT.resolve("target/bench/java.options"),
                "-cp \"" + (COMPILED.toAbsolutePath() + java.io.File.pathSeparator + CLASS_PATH).replace("\\", "\\\\")
                        + "\"\n");
        StringWriter complaints = new StringWriter();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints, files, null, options(), null, files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }

    private static List<String> options() {
        return List.of(
                "-cp",
                CLASS_PATH,
                "-processor",
                "org.openjdk.jmh.generators.BenchmarkProcessor",
                "-d",
                COMPILED.toString(),
                "-parameters");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("bench"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
