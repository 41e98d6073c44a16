package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledCredential;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Talkdesk tells us, as far as we have a use for it (docs.talkdesk.com, Events API). */
sealed interface Event {

    Head head();

    /** Absent in some events of types we do not know. */
    @Nullable
    Customer customer();

    /** What every event has. */
    record Head(String id, String type, String appId, Instant createdAt) {}

    /**
     * Whose installation it is about.
     *
     * @param accountName absent in some events
     */
    record Customer(
            InstallationId installation,
            String accountId,
            @Nullable String accountName) {}

    /** A set of credentials, and its private key as it came, to be sealed. */
    record Delivered(InstalledCredential credential, String privateKey) {

        @Override
        public String toString() {
            return "Delivered[" + credential.clientId() + "]";
        }
    }

    record Installed(Head head, Customer customer, Links links, Delivered credentials) implements Event {}

    /** An installation of long ago, from a partner's own store: it is approved already. */
    record Imported(Head head, Customer customer, Links links, Delivered credentials) implements Event {}

    /** New credentials; its links are absent when it brings none. */
    record Rotated(Head head, Customer customer, @Nullable Links links, Delivered credentials) implements Event {}

    record Uninstalled(Head head, Customer customer) implements Event {}

    record Updated(Head head, Customer customer) implements Event {}

    /** A trial that has begun, was extended or has ended. */
    record OnTrial(Head head, Customer customer, Instant endsAt) implements Event {}

    /**
     * A user has signed out.
     *
     * @param userId absent when the event does not tell
     */
    record LoggedOut(Head head, Customer customer, @Nullable String userId) implements Event {}

    /** Every type we do not know. */
    record Other(Head head, @Nullable Customer customer) implements Event {}
}
