package dev.tokenvending.accounts.installed;

import dev.tokenvending.core.Account;
import org.jspecify.annotations.Nullable;

/**
 * The account of an installation, as it is asked for tokens.
 *
 * @param other the same with other credentials, for the case that Talkdesk does not take these: those that were replaced,
 *     for as long as both are good or the newer ones have not been proven, or those newer ones
 */
public record InstalledAccount(Account current, @Nullable Account other) {}
