package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
import org.jspecify.annotations.Nullable;

/** The one key of an issuer that has been configured. It has no name, so a token may give it any. */
public record FixedKey(VerificationKey key) implements IssuerKeys {

    @Override
    public Lookup find(@Nullable String keyId, JWSAlgorithm algorithm) {
        return key.fits(algorithm) ? new Lookup.Found(key) : new Lookup.Unknown();
    }
}
