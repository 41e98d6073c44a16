package dev.tokenvending.accounts.installed;

import dev.tokenvending.core.Account;
import org.jspecify.annotations.Nullable;

/**
 * The account of an installation, as it is asked for tokens.
 *
 * @param previous the same with the credentials that were replaced, as long as Talkdesk takes these too
 */
public record InstalledAccount(Account current, @Nullable Account previous) {}
