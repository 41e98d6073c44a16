package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one issuer. */
public sealed interface IssuerKeys permits FixedKey, RemoteKeys {

    /**
     * The key that a token says it is signed by. Takes about two seconds at most.
     *
     * @param keyId as the token has it, which not every token does
     * @param algorithm by which the key must be able to verify
     */
    Lookup find(@Nullable String keyId, JWSAlgorithm algorithm);

    /**
     * What keys there are now, asked for anew; for somebody who looks into it, not for requests.
     *
     * @param wanted the algorithms that are taken
     * @throws IOException when they cannot be had; its message says why and quotes nothing
     */
    Inventory inventory(Set<JWSAlgorithm> wanted) throws IOException;

    /** Where they are asked for; empty when they are asked for nowhere. */
    Optional<URI> url();
}
