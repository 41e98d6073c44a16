package dev.tokenvending.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** The authorization endpoints of the installations, each for its own clients and for as long as they are good. */
final class InstallationSignIns {

    private final SandboxInstallations installations;
    private final AuthorizationDesk desk;
    private final Clock clock;

    InstallationSignIns(SandboxInstallations installations, AuthorizationDesk desk, Clock clock) {
        this.installations = installations;
        this.desk = desk;
        this.clock = clock;
    }

    /** At an installation that is unknown no client is known. */
    Reply answer(String id, ClassicHttpRequest request) throws IOException {
        List<KnownClient> clients = installations.find(id).stream()
                .flatMap(installation -> installation.clientsAt(clock.instant()).stream())
                .map(client -> client.counter().desk().client())
                .toList();
        return desk.answer(request, clients);
    }
}
