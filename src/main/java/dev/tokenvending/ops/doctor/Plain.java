package dev.tokenvending.ops.doctor;

import java.util.regex.Pattern;

/** Makes text of a terminal's: what others have written may hold characters that command it. */
final class Plain {

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7E]");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int LONGEST = 600;

    private Plain() {}

    /** One line of printable ASCII, cut short. */
    static String of(String text) {
        String line = whole(WHITE_SPACE.matcher(text).replaceAll(" ")).strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** One line of printable ASCII. */
    static String whole(String text) {
        return NOT_PRINTABLE.matcher(text.replace("\u2026", "...")).replaceAll("?");
    }
}
