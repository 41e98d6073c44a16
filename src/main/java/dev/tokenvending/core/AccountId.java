package dev.tokenvending.core;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name under which we know a Talkdesk account: its name in the settings, or {@code installed:} and its id. */
public record AccountId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String INSTALLED = "installed:";
    private static final Pattern TALKDESK_ID = Pattern.compile("[\\x21-\\x7E]{1,200}");

    public AccountId {
        boolean installed = value.startsWith(INSTALLED) && isTalkdeskId(value.substring(INSTALLED.length()));
        if (!installed && !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("An account is named by " + SHAPE);
        }
    }

    /** The account id in the given text of the settings, or empty when the text is none. */
    public static Optional<AccountId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    /** The account of a customer who has our app installed; no name in the settings is equal to it. */
    public static AccountId installed(String talkdeskId) {
        return new AccountId(INSTALLED + talkdeskId);
    }

    /** Whether the text may be an id that Talkdesk gave something: these are opaque. */
    public static boolean isTalkdeskId(String text) {
        return TALKDESK_ID.matcher(text).matches();
    }

    /** What Talkdesk itself calls the account of a customer. */
    public String talkdeskId() {
        return value.substring(INSTALLED.length());
    }

    public boolean isInstalled() {
        return value.startsWith(INSTALLED);
    }

    @Override
    public String toString() {
        return value;
    }
}
