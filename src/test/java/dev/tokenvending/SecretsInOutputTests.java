package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads what all the other tests have written at TRACE, and finds no secret in it. Run by {@code ./mvnw verify} after
 * them; by itself it has nothing to read, and fails.
 */
class SecretsInOutputTests {

    private static final int MOST = 20;
    private static final Path REPORTS = Path.of(System.getProperty("project.basedir", ".."), "target/surefire-reports");

    private static final Predicate<String> SIGNED_TOKEN =
            Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.").asPredicate();
    private static final Predicate<String> PRIVATE_KEY = Pattern.compile(
                    "\\bM[EHI][A-Za-z0-9+/]{60,}|BEGIN [A-Z ]*PRIVATE KEY")
            .asPredicate();
    private static final Predicate<String> BASIC_CREDENTIAL =
            Pattern.compile("Basic (?![Aa]uth)[A-Za-z0-9+/]{12,}").asPredicate();
    private static final Predicate<String> PASSWORD = Stream.of(
                    WholeApp.PASSWORD,
                    WholeApp.FOREIGN_PASSWORD,
                    WholeApp.OPERATORS_PASSWORD,
                    "canary-caller",
                    "canary-ops",
                    "canary-bad",
                    "canary-bearer",
                    "canary-token",
                    "c4nary")
            .<Predicate<String>>map(secret -> line -> line.contains(secret))
            .reduce(Predicate::or)
            .orElseThrow();

    @Test
    void outputOfAllTestsAtTraceHoldsNoSecret() throws IOException {
        assertThat(linesWith(SIGNED_TOKEN.or(PRIVATE_KEY).or(BASIC_CREDENTIAL).or(PASSWORD)))
                .isEmpty();
    }

    /** Otherwise the test above would read nothing and be content. */
    @Test
    void outputWhenTestsHaveRunThenIsAtTrace() throws IOException {
        assertThat(linesWith(line -> line.contains(" TRACE ") && line.contains("o.s.s.w")))
                .hasSize(MOST);
    }

    private static List<String> linesWith(Predicate<String> condition) throws IOException {
        try (Stream<Path> reports = Files.list(REPORTS)) {
            return reports.filter(report -> report.toString().endsWith("-output.txt"))
                    .flatMap(SecretsInOutputTests::lines)
                    .filter(condition)
                    .limit(MOST)
                    .toList();
        }
    }

    private static Stream<String> lines(Path report) {
        try {
            return new String(Files.readAllBytes(report), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
