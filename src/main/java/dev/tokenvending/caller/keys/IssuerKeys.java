package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
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
}
