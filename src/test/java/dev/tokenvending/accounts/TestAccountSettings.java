package dev.tokenvending.accounts;

import java.util.stream.Stream;

/** Settings of good accounts to test with, as {@code name=value}. */
public final class TestAccountSettings {

    private TestAccountSettings() {}

    /** An account under {@code talkdesk.accounts}. */
    public static String[] configured(String name) {
        String prefix = "talkdesk.accounts." + name + ".";
        return new String[] {
            prefix + "account-name=acme",
            prefix + "client-id=client",
            prefix + "key-id=key",
            prefix + "private-key=" + TestKeys.good()
        };
    }

    /** The account of the quick start, with more variables besides or instead. */
    public static String[] variables(String... more) {
        return with(
                new String[] {
                    "TD_ACCOUNT_NAME=acme", "TD_CLIENT_ID=client", "TD_KEY_ID=key", "TD_PRIVATE_KEY=" + TestKeys.good()
                },
                more);
    }

    /** The later setting of a name wins. */
    public static String[] with(String[] settings, String... more) {
        return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
