package dev.tokenvending.sandbox;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** The client is who it says it is and gets these scopes. */
record Granted(SequencedSet<String> scopes) implements Ruling {

    Granted {
        scopes = new LinkedHashSet<>(scopes);
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
