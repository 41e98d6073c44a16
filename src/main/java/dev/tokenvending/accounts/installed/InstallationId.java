package dev.tokenvending.accounts.installed;

import dev.tokenvending.core.AccountId;

/**
 * Which installation of which of our apps. Talkdesk's ids are opaque, and its signature does not say whose app an event is
 * about, so that only both together name one.
 */
public record InstallationId(String appId, String installationId) {

    public InstallationId {
        if (!AccountId.isTalkdeskId(appId) || !AccountId.isTalkdeskId(installationId)) {
            throw new IllegalArgumentException("An id of Talkdesk is up to 200 printable characters");
        }
    }
}
