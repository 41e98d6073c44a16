package dev.tokenvending.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The patterns that stand in rules, compiled once. They are RE2's, so that matching takes time linear in the text; a
 * pattern that came with a request could still be made to cost much, and is not taken.
 */
final class RulePatterns {

    private static final int LARGEST = 500;
    private static final int LONGEST_TEXT = 1024;

    /** The library writes every repetition out, and nested ones would fill the memory before it could be asked. */
    private static final double LARGEST_TO_TRY = 200_000;

    private static final java.util.regex.Pattern REPETITION = java.util.regex.Pattern.compile("\\{([0-9,]+)}");
    private static final String TOO_LARGE = "the pattern is too large: it makes more than " + LARGEST + " steps";

    private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

    /** Takes up the pattern, or says what is wrong with it. */
    Optional<String> add(String pattern) {
        if (pattern.length() * repetitions(pattern) > LARGEST_TO_TRY) {
            return Optional.of(TOO_LARGE);
        }
        try {
            Pattern program = Pattern.compile(pattern);
            if (program.programSize() > LARGEST) {
                return Optional.of(TOO_LARGE);
            }
            compiled.put(pattern, program);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("the pattern is none that RE2 knows: " + e.getMessage());
        } catch (StackOverflowError e) {
            return Optional.of("the pattern is nested too deeply");
        }
    }

    /** How often a part of the pattern may stand in it at most, as if all of its counts were nested. */
    private static double repetitions(String pattern) {
        return REPETITION
                .matcher(pattern)
                .results()
                .flatMap(counts -> Stream.of(counts.group(1).split(",", -1)))
                .filter(count -> !count.isEmpty())
                .mapToDouble(Double::parseDouble)
                .map(count -> Math.max(1, count))
                .reduce(1, (one, other) -> one * other);
    }

    /** Whether the pattern, which was taken up before, is found in the text. */
    boolean isFoundIn(String text, String pattern) {
        Pattern program = compiled.get(pattern);
        if (program == null || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("Nothing to be matched");
        }
        return program.matcher(text).find();
    }

    /** Whether a text must match the pattern from its beginning to its end, whichever alternative it takes. */
    static boolean isWhole(String pattern) {
        return pattern.startsWith("^")
                && pattern.endsWith("$")
                && !pattern.endsWith("\\$")
                && !pattern.contains("(?m")
                && !hasAlternatives(pattern);
    }

    /** Whether there is a <code>|</code> outside of all groups: the anchors then hold for one side each. */
    private static boolean hasAlternatives(String pattern) {
        int depth = 0;
        boolean set = false;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> set = true;
                case ']' -> set = false;
                case '(' -> depth += set ? 0 : 1;
                case ')' -> depth -= set ? 0 : 1;
                case '|' -> {
                    if (depth == 0 && !set) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }
}
