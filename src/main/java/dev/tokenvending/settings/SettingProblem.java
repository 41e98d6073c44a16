package dev.tokenvending.settings;

import java.util.Map;

/**
 * One thing wrong with what the operator has set.
 *
 * @param property the full name of the setting
 * @param what what is wrong with it, never its value
 * @param example something right
 * @param solvableByBean whether it may turn out to be none once it is known which beans there are
 */
public record SettingProblem(String property, String what, String example, boolean solvableByBean) {

    private static final String ACCOUNT = "talkdesk.accounts.default.";

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry(ACCOUNT + "account-name", "TD_ACCOUNT_NAME"),
            Map.entry(ACCOUNT + "region", "TD_REGION"),
            Map.entry(ACCOUNT + "token-uri", "TD_TOKEN_URI"),
            Map.entry(ACCOUNT + "client-id", "TD_CLIENT_ID"),
            Map.entry(ACCOUNT + "key-id", "TD_KEY_ID"),
            Map.entry(ACCOUNT + "private-key", "TD_PRIVATE_KEY"),
            Map.entry(ACCOUNT + "algorithm", "TD_KEY_ALGORITHM"),
            Map.entry(ACCOUNT + "scope", "TD_SCOPE"),
            Map.entry("token-vending.callers.basic", "DEFAULT_USERNAME and DEFAULT_PASSWORD"),
            Map.entry("token-vending.callers.basic.username", "DEFAULT_USERNAME"),
            Map.entry("token-vending.callers.basic.password", "DEFAULT_PASSWORD"),
            Map.entry("server.port", "PORT"));

    /** The setting as the operator knows it: with its environment variable where it has one. */
    public String setting() {
        String variable = VARIABLES.get(property);
        return variable == null ? property : property + " (" + variable + ")";
    }
}
