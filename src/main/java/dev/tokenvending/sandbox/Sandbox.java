package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Talkdesk ID on the desk, put together and holding its port, not yet serving.
 *
 * @param account the settings by which the application finds it and the client's private key, which it does not keep
 * @param appConnect nothing when there is no app to play it for
 */
record Sandbox(
        SandboxServer server, Faults faults, Map<String, Object> account, Optional<SandboxAppConnect> appConnect) {

    static final String PROFILE = "sandbox";

    private static final String ACCOUNT = "talkdesk.accounts.default.";
    private static final String CLIENT_ID = "sandbox-client";

    static Sandbox open(SandboxProperties properties, Clock clock) throws IOException, JOSEException {
        return open(properties, new Registration(List.of(), Optional.empty()), clock);
    }

    static Sandbox open(SandboxProperties properties, Registration registration, Clock clock)
            throws IOException, JOSEException {
        ServerSocket socket = SandboxServer.bind(properties.port());
        var links = new AppConnectLinks(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        var tokenUri = URI.create(links.root() + TokenExchange.PATH);
        ECKey clientKey = new ECKeyGenerator(Curve.P_256).keyID("sandbox-key").generate();
        ECKey tokenKey = new ECKeyGenerator(Curve.P_256).keyID("sandbox-tokens").generate();
        var client = new KnownClient(CLIENT_ID, clientKey.toPublicJWK(), tokenUri, properties.scopes());
        var faults = new Faults();
        var answers = new TokenAnswers(faults, clock, Thread::sleep);
        var signIns = new SignIns(clock);
        var counters = new TokenCounters(tokenKey, signIns, clock);
        var check = new AuthorizationCheck(registration.redirectUri().orElse(null));
        var authorizations = new AuthorizationDesk(check, signIns);
        var exchange =
                new AuthorizationExchange(authorizations, client, new TokenExchange(counters.open(client), answers));
        Optional<SandboxAppConnect> appConnect = registration.appIds().isEmpty()
                ? Optional.empty()
                : Optional.of(new SandboxAppConnect(
                        links, registration.appIds(), counters, authorizations, answers, clock, Thread::sleep));
        return new Sandbox(
                new SandboxServer(
                        socket, appConnect.map(on -> on.before(exchange)).orElse(exchange)),
                faults,
                account(tokenUri, clientKey, properties.scopes()),
                appConnect);
    }

    private static Map<String, Object> account(URI tokenUri, ECKey key, Collection<String> scopes)
            throws JOSEException {
        var account = new LinkedHashMap<String, Object>();
        account.put(ACCOUNT + "token-uri", tokenUri.toString());
        account.put(ACCOUNT + "client-id", CLIENT_ID);
        account.put(ACCOUNT + "key-id", key.getKeyID());
        account.put(
                ACCOUNT + "private-key",
                Base64.getEncoder().encodeToString(key.toECPrivateKey().getEncoded()));
        account.put(ACCOUNT + "scope", String.join(" ", scopes));
        return account;
    }

    /** The account holds a private key. */
    @Override
    public String toString() {
        return "Sandbox" + account.keySet();
    }
}
