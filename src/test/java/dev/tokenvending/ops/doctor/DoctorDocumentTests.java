package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} and the doctor say the same of every cause. */
class DoctorDocumentTests {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("project.basedir", ".."), "docs", "troubleshooting.md");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9_]+)`");

    /** Reasons of requests that the doctor's one exchange never meets. */
    private static final List<String> OF_REQUESTS = List.of("store_unavailable", "guard_open", "too_many_waiting");

    @Test
    void causesOfInvalidClientWhenComparedThenWordByWord() throws IOException {
        assertThat(rowsBelow("| Cause of `invalid_client` |"))
                .containsExactlyElementsOf(Stream.of(RefusalCause.values())
                        .map(cause -> List.of(cause.title(), cause.toDo()))
                        .toList());
    }

    @Test
    void otherErrorsWhenComparedThenWordByWord() throws IOException {
        assertThat(rowsBelow("| Other `error` |"))
                .containsExactlyElementsOf(Stream.of(
                                Failure.INVALID_SCOPE,
                                Failure.UNAUTHORIZED_CLIENT,
                                Failure.INVALID_GRANT,
                                Failure.UNSUPPORTED_GRANT_TYPE,
                                Failure.INVALID_REQUEST,
                                Failure.WIDER_SCOPE,
                                Failure.NO_ERROR,
                                Failure.OTHER_ERROR)
                        .map(failure -> List.of(failure.codes(), failure.toDo()))
                        .toList());
    }

    @Test
    void reasonsWhenThereIsNoTokenThenEachIsInBoth() throws IOException {
        List<String> documented = rowsBelow("| `reason` in the audit line |").stream()
                .flatMap(row -> CODE.matcher(row.getFirst()).results().map(code -> code.group(1)))
                .filter(code -> !OF_REQUESTS.contains(code))
                .toList();
        List<String> told = EnumSet.range(Failure.UNKNOWN_HOST, Failure.NONSENSE).stream()
                .flatMap(failure ->
                        Stream.of(failure.codes().replace(" and up", "").split(", ")))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(told);
    }

    /** Of the table that begins so, without its head and without the marks of code. */
    private static List<List<String>> rowsBelow(String head) throws IOException {
        List<List<String>> rows = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.split("\\|"))
                        .skip(1)
                        .map(String::strip)
                        .map(cell -> head.contains("`reason`") ? cell : cell.replaceAll("^`|`$", ""))
                        .toList())
                .toList();
        assertThat(rows).as(head).isNotEmpty();
        return rows;
    }
}
