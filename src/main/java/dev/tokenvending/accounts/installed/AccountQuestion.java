package dev.tokenvending.accounts.installed;

import dev.tokenvending.core.AccountMatch;

/**
 * Whose tokens are asked for.
 *
 * @param appId of the app on AppConnect
 * @param value the account's id, or its name
 */
public record AccountQuestion(String appId, AccountMatch match, String value) {}
