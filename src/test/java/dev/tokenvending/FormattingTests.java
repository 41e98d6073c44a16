package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source file is formatted by palantir-java-format. {@code ./mvnw test -Dtest=FormattingTests -Dformat=apply}
 * formats them.
 */
class FormattingTests {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."));

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everySourceFileIsFormatted() throws IOException, FormatterException {
        boolean apply = "apply".equals(System.getProperty("format"));
        List<Path> unformatted = new ArrayList<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            String formatted = formatter.formatSourceAndFixImports(source);
            if (!formatted.equals(source) && apply) {
                Files.writeString(file, formatted);
            } else if (!formatted.equals(source)) {
                unformatted.add(file);
            }
        }
        assertThat(unformatted)
                .as("to format them: ./mvnw test -Dtest=FormattingTests -Dformat=apply")
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String directory : List.of("src", "examples", "bench")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
