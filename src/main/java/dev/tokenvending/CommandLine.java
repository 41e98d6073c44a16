package dev.tokenvending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the name of a command.
 *
 * @param words what does not begin with two hyphens
 * @param options the command's own, and their values; a flag has an empty one
 * @param settings as the service takes them, {@code --name=value}
 */
record CommandLine(List<String> words, Map<String, String> options, List<String> settings) {

    /** The name of a variable, or one with a dot. No option has such a name, so that a misspelt one is no setting. */
    private static final Pattern SETTING = Pattern.compile("--(?:[A-Z][A-Z0-9_]*|[\\w-]+[.\\[][^=]*)=(?s:.*)");

    /**
     * Takes it apart.
     *
     * @param flags the options without a value
     * @param valued the options with one, behind {@code =} or as the next word
     * @return empty when there is something else that begins with two hyphens, or an option twice or without its value
     */
    static Optional<CommandLine> parse(List<String> arguments, Set<String> flags, Set<String> valued) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        List<String> settings = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String next = rest.remove();
            String name = next.replaceFirst("(?s)=.*", "");
            if (!next.startsWith("--")) {
                words.add(next);
            } else if (SETTING.matcher(next).matches()) {
                settings.add(next);
            } else if (options.containsKey(name)) {
                return Optional.empty();
            } else if (flags.contains(next)) {
                options.put(next, "");
            } else {
                @Nullable String value = next.equals(name) ? rest.poll() : next.substring(name.length() + 1);
                if (!valued.contains(name) || value == null || value.isEmpty() || value.startsWith("--")) {
                    return Optional.empty();
                }
                options.put(name, value);
            }
        }
        return Optional.of(new CommandLine(words, options, settings));
    }
}
