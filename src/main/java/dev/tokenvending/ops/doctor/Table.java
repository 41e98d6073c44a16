package dev.tokenvending.ops.doctor;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints findings in three columns, which are aligned and at most 100 characters wide together. */
final class Table {

    private static final int CHECK = 24;
    private static final int STATE = 9;
    private static final int TEXT = 63;

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void print(Section section) {
        out.println();
        out.println(Plain.of(section.title()));
        section.lines().forEach(this::print);
    }

    private void print(Line line) {
        List<String> texts = new ArrayList<>();
        String state = switch (line.finding()) {
            case Finding.Right(String text) -> state(texts, "ok", text);
            case Finding.Warning(String text, String toDo) -> state(texts, "warning", text, "Do: " + toDo);
            case Finding.Wrong(String text, String toDo) -> state(texts, "WRONG", text, "Do: " + toDo);
            case Finding.NotTried(String text) -> state(texts, "not tried", text);
            case Finding.RuledOut(String text) -> state(texts, "ruled out", text);
            case Finding.Possible(String toDo) -> state(texts, "possible", toDo);
            case Finding.Likely(String text, String toDo) -> state(texts, "LIKELY", text, "Do: " + toDo);
        };
        List<String> check = wrap(line.check(), CHECK - 2);
        for (int i = 0; i < Math.max(check.size(), texts.size()); i++) {
            String row = "  " + padded(at(check, i), CHECK - 2) + "  " + padded(i == 0 ? state : "", STATE) + "  "
                    + at(texts, i);
            out.println(row.stripTrailing());
        }
    }

    private static String state(List<String> lines, String state, String... texts) {
        for (String text : texts) {
            lines.addAll(wrap(text, TEXT));
        }
        return state;
    }

    private static String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Between words; within one that is longer than a line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Plain.of(text).split(" +", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String rest = word;
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
