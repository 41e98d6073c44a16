package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.time.Clock;

/** Opens a counter for each client; all of them share one key that signs tokens, and the sign-ins of users. */
final class TokenCounters {

    private final ECKey tokenKey;
    private final SignIns signIns;
    private final Clock clock;

    /**
     * Opens none yet.
     *
     * @param tokenKey the private key that signs tokens
     */
    TokenCounters(ECKey tokenKey, SignIns signIns, Clock clock) {
        this.tokenKey = tokenKey;
        this.signIns = signIns;
        this.clock = clock;
    }

    TokenCounter open(KnownClient client) {
        var assertions = new AssertionCheck(client, new SeenAssertions(clock));
        var signer = new TokenSigner(tokenKey);
        var replies = new Replies(new AccessTokens(client, signer), new UserFields(client, signer));
        return new TokenCounter(new TokenDesk(client, assertions, signIns), replies);
    }

    /** Those of all clients. */
    IssuedTokens issued() throws JOSEException {
        return new IssuedTokens(tokenKey, clock);
    }
}
