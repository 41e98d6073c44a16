package dev.tokenvending.sandbox;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** The client is who it says it is and gets these scopes. */
record Granted(SequencedSet<String> scopes) implements Ruling {

    Granted {
        scopes = new LinkedHashSet<>(scopes);
    }

    /**
     * What is asked for, granted or not.
     *
     * @param scope as RFC 6749 section 3.3 writes scopes
     * @param otherwise what it is for whoever names no scope
     */
    static Granted asked(Optional<String> scope, Collection<String> otherwise) {
        return new Granted(new LinkedHashSet<>(
                scope.<Collection<String>>map(it -> List.of(it.split(" ", -1))).orElse(otherwise)));
    }

    boolean isWithin(Collection<String> owned) {
        return owned.containsAll(scopes);
    }

    /** Space-separated, as RFC 6749 section 3.3 writes scopes. */
    String scope() {
        return String.join(" ", scopes);
    }

    Granted with(String oneMore) {
        var wider = new LinkedHashSet<>(scopes);
        wider.add(oneMore);
        return new Granted(wider);
    }
}
