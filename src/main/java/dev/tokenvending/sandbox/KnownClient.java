package dev.tokenvending.sandbox;

import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.util.List;

/**
 * The one OAuth client this Talkdesk ID knows.
 *
 * @param key the public half, with the key id
 * @param scopes every scope the client owns
 */
record KnownClient(String clientId, ECKey key, URI tokenUri, List<String> scopes) {

    KnownClient {
        scopes = List.copyOf(scopes);
        if (key.isPrivate()) {
            throw new IllegalArgumentException("An identity provider holds the public half only");
        }
    }

    /** As the tokens it gets name who has issued them. */
    String issuer() {
        return tokenUri.resolve("/").toString();
    }
}
