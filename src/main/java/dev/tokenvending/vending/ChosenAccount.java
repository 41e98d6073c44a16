package dev.tokenvending.vending;

import dev.tokenvending.accounts.installed.InstalledAccount;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.Outcome;

/** Whose token a request gets, or why nobody's. */
sealed interface ChosenAccount {

    /** One of the settings. */
    record Configured(Account account) implements ChosenAccount {}

    /** That of a customer. */
    record Installed(InstalledAccount account) implements ChosenAccount {}

    record None(Outcome outcome) implements ChosenAccount {}
}
