package dev.tokenvending.ops.doctor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a person would see of sections. */
final class Printed {

    private Printed() {}

    static List<String> lines(Section... sections) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List.of(sections).forEach(table::print);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The finding of the line of that name. */
    static Finding finding(Section section, String check) {
        return finding(section.lines(), check);
    }

    static Finding finding(List<Line> lines, String check) {
        return lines.stream()
                .filter(line -> line.check().equals(check))
                .findFirst()
                .orElseThrow()
                .finding();
    }
}
