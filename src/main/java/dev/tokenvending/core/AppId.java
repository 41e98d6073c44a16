package dev.tokenvending.core;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a mobile app as it stands in {@code /token/{app}}. */
public record AppId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public AppId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("An app id matches " + SHAPE);
        }
    }

    /** The app id in the given text, or empty when the text is none. */
    public static Optional<AppId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AppId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
