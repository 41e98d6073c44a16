package dev.tokenvending.sandbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way for the sandbox to misbehave, by the name it is ordered with. */
enum Fault {
    NONE("none"),
    SLOW("slow"),
    UNAUTHORIZED("401"),
    TOO_MANY_REQUESTS("429"),
    SERVER_ERROR("500"),
    HTML_BAD_GATEWAY("html-502"),
    CUT("cut"),
    MALFORMED("malformed"),
    EXPIRES_MISSING("expires-missing"),
    EXPIRES_ZERO("expires-zero"),
    EXPIRES_NEGATIVE("expires-negative"),
    EXPIRES_HUGE("expires-huge"),
    EXPIRES_TEXT("expires-text"),
    WIDER_SCOPE("wider-scope"),
    CLOCK_SKEW("clock-skew");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Optional<Fault> labelled(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label.equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(Fault::label).collect(Collectors.joining(", "));
    }
}
