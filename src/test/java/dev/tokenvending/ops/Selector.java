package dev.tokenvending.ops;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A metric that an expression of Prometheus asks for, and by which labels. */
record Selector(String metric, List<Condition> conditions) {

    private static final Pattern RANGES_AND_GROUPINGS =
            Pattern.compile("\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:])([a-zA-Z_:][\\w:]*+)(?:\\{([^}]*+)})?+(?!\\s*+\\()");
    private static final Pattern CONDITION = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");

    /**
     * @param values what it is compared with; several in {@code a|b}
     */
    record Condition(String label, List<String> values) {}

    static List<Selector> in(String expression) {
        return SELECTOR.matcher(RANGES_AND_GROUPINGS.matcher(expression).replaceAll(" "))
                .results()
                .filter(found -> !OPERATORS.contains(found.group(1)))
                .map(found -> new Selector(found.group(1), conditions(found.group(2))))
                .toList();
    }

    /** The labels by which it groups. */
    static List<String> groupings(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .map(String::strip)
                .toList();
    }

    private static List<Condition> conditions(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return CONDITION
                .matcher(text)
                .results()
                .map(found ->
                        new Condition(found.group(1), List.of(found.group(2).split("\\|"))))
                .toList();
    }
}
