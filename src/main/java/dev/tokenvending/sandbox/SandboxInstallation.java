package dev.tokenvending.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An app in an account, as the sandbox knows it.
 *
 * @param clients the oldest first; none once the app is uninstalled
 * @param acknowledgements the oldest first
 */
record SandboxInstallation(
        String id,
        String appId,
        String accountId,
        String accountName,
        List<InstallationClient> clients,
        List<Acknowledgement> acknowledgements) {

    /** For how long Talkdesk keeps both sets of credentials good after a rotation. */
    static final Duration GRACE = Duration.ofDays(7);

    private static final int MOST_CLIENTS = 10;
    private static final int MOST_ACKNOWLEDGEMENTS = 100;

    SandboxInstallation {
        clients = latest(clients, MOST_CLIENTS);
        acknowledgements = latest(acknowledgements, MOST_ACKNOWLEDGEMENTS);
    }

    boolean isInstalled() {
        return !clients.isEmpty();
    }

    List<InstallationClient> clientsAt(Instant now) {
        return clients.stream().filter(client -> client.isGoodAt(now)).toList();
    }

    boolean hasAcknowledged(String clientId) {
        return acknowledgements.stream().anyMatch(it -> clientId.equals(it.clientId()));
    }

    SandboxInstallation with(Acknowledgement acknowledgement) {
        return with(clients, plus(acknowledgements.stream(), acknowledgement));
    }

    SandboxInstallation rotatedTo(InstallationClient client, Instant now) {
        Stream<InstallationClient> old = clientsAt(now).stream().map(it -> it.endingAt(now.plus(GRACE)));
        return with(plus(old, client), acknowledgements);
    }

    SandboxInstallation uninstalled() {
        return with(List.of(), acknowledgements);
    }

    /** As an event tells of it, which may be made to tell something else. */
    SandboxInstallation toldBy(NewEvent event) {
        return new SandboxInstallation(
                id,
                Objects.requireNonNullElse(event.appId(), appId),
                Objects.requireNonNullElse(event.accountId(), accountId),
                Objects.requireNonNullElse(event.accountName(), accountName),
                clients,
                acknowledgements);
    }

    private SandboxInstallation with(List<InstallationClient> newClients, List<Acknowledgement> newAcknowledgements) {
        return new SandboxInstallation(id, appId, accountId, accountName, newClients, newAcknowledgements);
    }

    private static <T> List<T> plus(Stream<T> some, T oneMore) {
        return Stream.concat(some, Stream.of(oneMore)).toList();
    }

    private static <T> List<T> latest(List<T> all, int most) {
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }
}
