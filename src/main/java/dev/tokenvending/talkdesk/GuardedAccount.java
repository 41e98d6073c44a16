package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;

/** An account as it was last asked for, with the guard before it and the meters that show it. */
record GuardedAccount(Account account, Guard guard, AccountMeters meters) {}
