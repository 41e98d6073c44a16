package dev.tokenvending.accounts.installed;

import java.util.stream.Stream;

/**
 * What a secret is sealed for: put into another row, or into this one by another event, or with its installation given to
 * another account, it does not open.
 */
record SealedFor(InstallationId id, String accountId, String clientId, String eventId) {

    String column(String name) {
        return Stream.of(id.appId(), id.installationId(), accountId, clientId, eventId, name)
                .map(part -> part.length() + ":" + part)
                .reduce("credential", (one, other) -> one + "/" + other);
    }
}
