package dev.tokenvending.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Does what an ordered event tells, and writes the event that tells it. */
final class InstallationDesk {

    private final List<String> appIds;
    private final SandboxInstallations installations;
    private final InstallationClients clients;
    private final EventWriter writer;
    private final Clock clock;

    InstallationDesk(
            List<String> appIds,
            SandboxInstallations installations,
            InstallationClients clients,
            EventWriter writer,
            Clock clock) {
        this.appIds = List.copyOf(appIds);
        this.installations = installations;
        this.clients = clients;
        this.writer = writer;
        this.clock = clock;
    }

    /** One at a time, for an uninstall between the two halves of a rotation would leave a client behind. */
    synchronized EventMade make(NewEvent order) {
        return switch (order.type()) {
            case APP_INSTALLED -> install(order);
            case CREDENTIALS_ROTATED -> known(order, installation -> rotate(order, installation));
            case APP_UNINSTALLED -> known(order, installation -> uninstall(order, installation));
            case APP_UPDATED, TRIAL_STARTED, TRIAL_EXTENDED, TRIAL_ENDED, USER_LOGOUT ->
                known(order, installation -> writer.write(order, installation, Map.of()));
        };
    }

    private EventMade known(NewEvent order, Function<SandboxInstallation, EventMade> deed) {
        return installations
                .find(order.installation())
                .map(deed)
                .orElseGet(() -> EventRejected.because("The installation is unknown: order app.installed first"));
    }

    /** Over an earlier installation of the same id it is a new one. */
    private EventMade install(NewEvent order) {
        Optional<String> appId = Optional.ofNullable(order.appId()).or(this::onlyAppId);
        String accountId = order.accountId();
        String accountName = order.accountName();
        if (appId.isEmpty()) {
            return EventRejected.because("app_id is missing, and more than one is configured");
        }
        if (accountId == null || accountName == null) {
            return EventRejected.because("account_id or account_name is missing, which app.installed needs");
        }
        ClientCredentials credentials = ClientCredentials.fresh();
        var client = clients.client(order.installation(), credentials);
        var installation = new SandboxInstallation(
                order.installation(), appId.get(), accountId, accountName, List.of(client), List.of());
        installations.add(installation);
        return writer.write(order, installation, credentials.fields());
    }

    private Optional<String> onlyAppId() {
        return appIds.size() == 1 ? Optional.of(appIds.getFirst()) : Optional.empty();
    }

    private EventMade rotate(NewEvent order, SandboxInstallation installation) {
        if (!installation.isInstalled()) {
            return EventRejected.because("The app is not installed there any more");
        }
        ClientCredentials credentials = ClientCredentials.fresh();
        var client = clients.client(installation.id(), credentials);
        installations.update(installation.id(), it -> it.rotatedTo(client, clock.instant()));
        return writer.write(order, installation, credentials.fields());
    }

    private EventMade uninstall(NewEvent order, SandboxInstallation installation) {
        installations.update(installation.id(), SandboxInstallation::uninstalled);
        return writer.write(order, installation, Map.of());
    }
}
