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

    private static final Path REPORTS = Path.of(System.getProperty("project.basedir", ".."), "target/surefire-reports");

    private static final Predicate<String> SIGNED_TOKEN =
            Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.").asPredicate();
    private static final Predicate<String> PRIVATE_KEY =
            Pattern.compile("\\bM[EHI][A-Za-z0-9+/]{60,}|BEGIN [A-Z ]*PRIVATE KEY").asPredicate();
    private static final Predicate<String> BASIC_CREDENTIAL =
            Pattern.compile("Basic (?![Aa]uth)[A-Za-z0-9+/]{12,}").asPredicate();
    private static final Predicate<String> PASSWORD = Stream.of(
                    WholeApp.PASSWORD, WholeApp.FOREIGN_PASSWORD, WholeApp.OPERATORS_PASSWORD, "canary", "c4nary")
            .<Predicate<String>>map(secret -> line -> line.contains(secret))
            .reduce(Predicate::or)
            .orElseThrow();

    @Test
    void outputOfAllTestsAtTraceHoldsNoSecret() throws IOException {
        try (Stream<String> lines = output()) {
            List<String> leaks = lines.filter(
                            SIGNED_TOKEN.or(PRIVATE_KEY).or(BASIC_CREDENTIAL).or(PASSWORD))
                    .limit(20)
                    .toList();
            assertThat(leaks).isEmpty();
        }
    }

    /** Otherwise the test above would read nothing and be content. */
    @Test
    void outputWhenTestsHaveRunThenIsAtTrace() throws IOException {
        try (Stream<String> lines = output()) {
            assertThat(lines.filter(line -> line.contains(" TRACE ") && line.contains("org.springframework.security"))
                            .limit(100))
                    .hasSize(100);
        }
    }

    private static Stream<String> output() throws IOException {
        return Files.list(REPORTS)
                .filter(file -> file.toString().endsWith("-output.txt"))
                .flatMap(SecretsInOutputTests::lines);
    }

    private static Stream<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
