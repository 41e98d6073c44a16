package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@code docs/threat-model.md} gives as control and as proof is there, and each proof is a test that runs. */
class ThreatModelTests {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."));
    private static final Pattern ROW = Pattern.compile("^\\| [STRIDE] \\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern PROOF = Pattern.compile("`(\\w+Tests\\.\\w+)`");
    private static final Pattern CONTROL = Pattern.compile("`([A-Z][a-z]\\w*)`");

    @Test
    void proofsWhenLookedUpThenTestsThatRun() throws IOException {
        assertThat(found(PROOF, page()).map(proof -> proof.split("\\.", -1)))
                .hasSizeGreaterThan(100)
                .allSatisfy(proof -> assertThat(methods(proof[0]))
                        .filteredOn(method -> method.getName().equals(proof[1]))
                        .as(String.join(".", proof))
                        .singleElement()
                        .matches(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                        .matches(method -> !AnnotationSupport.isAnnotated(method, Disabled.class)));
    }

    /** One that is written in another way would not be looked up. */
    @Test
    void proofsWhenTakenOutThenNoOtherTestIsNamed() throws IOException {
        assertThat(PROOF.matcher(page()).replaceAll("").replace("`ThreatModelTests`", ""))
                .doesNotContain("Tests");
    }

    @Test
    void threatsWhenListedThenEachHasControlAndProof() throws IOException {
        assertThat(rowsBefore("## Open")).hasSizeGreaterThan(50).allSatisfy(row -> {
            assertThat(row).hasSize(3);
            assertThat(row.get(1)).isNotBlank();
            assertThat(row.get(2)).containsPattern(PROOF);
        });
    }

    @Test
    void controlsWhenLookedUpThenClassesOfTheService() throws IOException {
        assertThat(rowsBefore("## Open").flatMap(row -> found(CONTROL, row.get(1))))
                .isNotEmpty()
                .allSatisfy(control -> assertThat(sources("src/main/java", control))
                        .as(control)
                        .isNotEmpty());
    }

    private static Stream<List<String>> rowsBefore(String heading) throws IOException {
        String page = page();
        assertThat(page).contains("\n" + heading + "\n");
        return found(ROW, page.substring(0, page.indexOf("\n" + heading + "\n")))
                .map(row -> List.of(row.split("\\|", -1)));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs/threat-model.md"));
    }

    /** Of all classes that are called so: rooms may have one each. */
    private static List<Method> methods(String test) throws IOException, ClassNotFoundException {
        List<Method> methods = new ArrayList<>();
        for (String name : sources("src/test/java", test)) {
            Class<?> found = Class.forName(name, false, ThreatModelTests.class.getClassLoader());
            Collections.addAll(methods, found.getDeclaredMethods());
        }
        return methods;
    }

    private static List<String> sources(String directory, String simpleName) throws IOException {
        Path root = PROJECT.resolve(directory);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(simpleName + ".java"))
                    .map(file -> root.relativize(file).toString().replaceAll("\\.java$", ""))
                    .map(name -> name.replaceAll("[/\\\\]", "."))
                    .toList();
        }
    }
}
