package dev.tokenvending.accounts.installed;

/** What came of looking for an installed account. */
public sealed interface AccountAnswer {

    record Found(InstalledAccount account) implements AccountAnswer {}

    /** Nobody of that id or name has the app installed, or not with credentials we can use. */
    record NotInstalled() implements AccountAnswer {}

    /** Several accounts have that name. */
    record Ambiguous() implements AccountAnswer {}

    /** The store cannot be read, and has not been for too long. */
    record Unreadable() implements AccountAnswer {}
}
