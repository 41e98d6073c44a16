package dev.tokenvending.core;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What an access token is good for: one or more scope tokens (RFC 6749 §3.3), in no particular order. */
public record Scope(SortedSet<String> values) {

    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

    public Scope {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A scope is never empty: Talkdesk would grant everything");
        }
        if (!values.stream().allMatch(value -> SCOPE_TOKEN.matcher(value).matches())) {
            throw new IllegalArgumentException("A scope token is printable ASCII without space, quote or backslash");
        }
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** The scope in a space-separated text, or empty when the text is none. */
    public static Optional<Scope> parse(String text) {
        return parse(List.of(text));
    }

    /** The scope made of several space-separated texts, or empty when they hold none or a wrong one. */
    public static Optional<Scope> parse(Collection<String> texts) {
        SortedSet<String> values = new TreeSet<>();
        for (String text : texts) {
            Collections.addAll(values, text.strip().split(" +", -1));
        }
        boolean good = !values.isEmpty()
                && values.stream().allMatch(value -> SCOPE_TOKEN.matcher(value).matches());
        return good ? Optional.of(new Scope(values)) : Optional.empty();
    }

    /** Whether everything in the other scope is in this one. */
    public boolean covers(Scope other) {
        return values.containsAll(other.values);
    }

    /** What is in both, or empty when nothing is. */
    public Optional<Scope> intersection(Scope other) {
        SortedSet<String> both = new TreeSet<>(values);
        both.retainAll(other.values);
        return both.isEmpty() ? Optional.empty() : Optional.of(new Scope(both));
    }

    /** Space separated, as it goes over the wire. */
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
