package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.time.Clock;
import java.util.List;

/** Makes the clients of installations, each good at the token endpoint of its own installation only. */
final class InstallationClients {

    static final List<String> SCOPES = List.of("visual-sessions:execute", "apps:write", "events:read");

    private final AppConnectLinks links;
    private final ECKey tokenKey;
    private final Clock clock;

    InstallationClients(AppConnectLinks links, ECKey tokenKey, Clock clock) {
        this.links = links;
        this.tokenKey = tokenKey;
        this.clock = clock;
    }

    InstallationClient client(String installation, ClientCredentials credentials) {
        var known = new KnownClient(
                credentials.clientId(), credentials.key().toPublicJWK(), links.tokens(installation), SCOPES);
        var desk = new TokenDesk(known, new AssertionCheck(known, new SeenAssertions(clock)));
        return new InstallationClient(known.clientId(), new TokenCounter(desk, replies(known)), null);
    }

    private Replies replies(KnownClient known) {
        try {
            return new Replies(new AccessTokens(known, tokenKey));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not sign", impossible);
        }
    }
}
