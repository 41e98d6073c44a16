package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead somewhere, and a snippet that nothing runs says so. {@code DocsJarTests} runs the commands. */
class DocumentsTests {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.basedir", "..")).normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /** Settings, messages and pictures. */
    private static final Set<String> NOT_TO_BE_RUN =
            Set.of("", "yaml", "json", "http", "xml", "properties", "mermaid", "sh", "bash");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> front = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(front, docs).filter(file -> file.toString().endsWith(".md")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksWhenFollowedThenTheyLeadSomewhere(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results()).allSatisfy(link -> {
            Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as(link.group()).contains(link.group(2));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void snippetsWhenNothingRunsThemThenTheySaySo(Path document) throws IOException {
        boolean saidOfAll = Files.readString(document).contains("the project's tests do not run them");
        assertThat(CodeBlock.in(document))
                .filteredOn(block -> !NOT_TO_BE_RUN.contains(block.language()))
                .allSatisfy(
                        block -> assertThat(saidOfAll || block.said("not run").isPresent() || isCompared(document))
                                .as(block.place())
                                .isTrue());
    }

    /** By {@link PolicyDocsTests}, with sources that are built and run. */
    private static boolean isCompared(Path document) {
        return document.endsWith("docs/policies-in-java.md");
    }

    /** As GitHub makes them. */
    private static Stream<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'));
    }
}
