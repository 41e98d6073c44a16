package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/policies-in-java.md} shows is what {@code examples/} holds, which is built and run. */
class PolicyDocsTests {

    private static final Path DOCS = Path.of(System.getProperty("project.basedir", ".."), "docs");
    private static final Pattern FILE_AND_BLOCK =
            Pattern.compile("\\]\\(([^)]+)\\):\n\n```(?:java|xml|properties)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("^```(?:java|xml|properties)$", Pattern.MULTILINE);

    @Test
    void blocksWhenComparedWithTheirFilesThenTheSame() throws IOException {
        String page = Files.readString(DOCS.resolve("policies-in-java.md"));
        assertThat(blocks(page))
                .hasSize(Math.toIntExact(BLOCK.matcher(page).results().count()));
        assertThat(blocks(page))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(Files.readString(DOCS.resolve(block.group(1))))
                        .isEqualTo(block.group(2)));
    }

    private static Stream<MatchResult> blocks(String page) {
        return FILE_AND_BLOCK.matcher(page).results();
    }
}
