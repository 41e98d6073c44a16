package dev.tokenvending.sandbox;

import java.util.List;

/** Makes the clients of installations, each good at the token endpoint of its own installation only. */
final class InstallationClients {

    static final List<String> SCOPES = List.of("visual-sessions:execute", "apps:write", "events:read");

    private final AppConnectLinks links;
    private final TokenCounters counters;

    InstallationClients(AppConnectLinks links, TokenCounters counters) {
        this.links = links;
        this.counters = counters;
    }

    InstallationClient client(String installation, ClientCredentials credentials) {
        var known = new KnownClient(
                credentials.clientId(), credentials.key().toPublicJWK(), links.tokens(installation), SCOPES);
        return new InstallationClient(known.clientId(), counters.open(known), null);
    }
}
