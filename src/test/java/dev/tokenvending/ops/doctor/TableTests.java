package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.ops.doctor.Finding.Likely;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Possible;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.RuledOut;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void printWhenThereIsEveryFindingThenColumnsAreAligned() {
        assertThat(Printed.lines(new Section(
                        "Account acme",
                        List.of(
                                new Line("key", new Right("ES256.")),
                                new Line("clock", new Warning("12 s.", "Set it.")),
                                new Line("token", new Wrong("HTTP 401.", "Go on below.")),
                                new Line("tables", new NotTried("No database.")),
                                new Line("Replay", new RuledOut("Never twice.")),
                                new Line("Region", new Possible("Compare it.")),
                                new Line("Audience", new Likely("It differs.", "Take it out."))))))
                .containsExactly(
                        "",
                        "Account acme",
                        "  key                     ok         ES256.",
                        "  clock                   warning    12 s.",
                        "                                     Do: Set it.",
                        "  token                   WRONG      HTTP 401.",
                        "                                     Do: Go on below.",
                        "  tables                  not tried  No database.",
                        "  Replay                  ruled out  Never twice.",
                        "  Region                  possible   Compare it.",
                        "  Audience                LIKELY     It differs.",
                        "                                     Do: Take it out.");
    }

    @Test
    void printWhenTextsAreLongThenNoLineIsWiderThan100() {
        String text = "a word, ".repeat(40) + "x".repeat(150);
        List<String> lines = Printed.lines(new Section("t", new Line("a check of many words here", new Right(text))));
        assertThat(lines).hasSizeGreaterThan(8).allMatch(line -> line.length() <= 100);
        assertThat(lines).anyMatch(line -> line.length() == 100);
        assertThat(String.join("", lines).replace(" ", "")).contains("x".repeat(150));
    }

    @Test
    void printWhenTextCommandsTheTerminalThenItDoesNot() {
        String hostile = "\u001b[2J\u001b]0;owned\u0007 a\nb\rc\u009bd\u202ee\u0000é";
        List<String> lines =
                Printed.lines(new Section(hostile, List.of(new Line(hostile, new Wrong(hostile, hostile)))));
        assertThat(lines).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7E]*"));
        assertThat(lines).anyMatch(line -> line.contains("?[2J?]0;owned? a b c?d?e??"));
    }

    @Test
    void printWhenTextIsEndlessThenCut() {
        assertThat(Printed.lines(new Section("t", new Line("c", new Right("y".repeat(100_000))))))
                .hasSizeLessThan(20);
    }
}
