package dev.tokenvending.core;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name under which a Talkdesk account stands in the settings. */
public record AccountId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public AccountId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("An account is named by " + SHAPE);
        }
    }

    /** The account id in the given text, or empty when the text is none. */
    public static Optional<AccountId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
