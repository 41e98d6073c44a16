package dev.tokenvending.ops.doctor;

import java.util.List;

/**
 * What belongs together.
 *
 * @param keys texts to copy, each line as it is
 */
record Section(String title, List<Line> lines, List<String> keys) {

    Section {
        lines = List.copyOf(lines);
        keys = List.copyOf(keys);
    }

    Section(String title, List<Line> lines) {
        this(title, lines, List.of());
    }

    Section(String title, Line line) {
        this(title, List.of(line));
    }
}
