package dev.tokenvending.accounts.installed;

/** What came of looking for an installed account. */
public sealed interface AccountAnswer {

    record Found(InstalledAccount account) implements AccountAnswer {}

    /** Nobody of that id or name has the app installed, or not with credentials we can use. */
    record NotInstalled() implements AccountAnswer {}

    /** Several accounts have that name. */
    record Ambiguous() implements AccountAnswer {}

    /**
     * What is kept of it cannot be used.
     *
     * @param reason {@code store_unavailable}, {@code credentials_unreadable} when their seals do not open, or
     *     {@code link_not_allowed} when its hosts are in no domain of ours
     */
    record Unusable(String reason) implements AccountAnswer {}
}
