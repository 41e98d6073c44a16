package dev.tokenvending.sandbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an event is signed, by the name it is ordered with. */
enum EventSignature {
    GOOD("good"),
    WRONG("wrong"),
    UNKNOWN_KEY("unknown-key"),
    MISSING("missing");

    private final String label;

    EventSignature(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Optional<EventSignature> labelled(String label) {
        return Arrays.stream(values())
                .filter(signature -> signature.label.equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(EventSignature::label).collect(Collectors.joining(", "));
    }
}
