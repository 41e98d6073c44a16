package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one key of an issuer that has been configured. It has no name, so a token may give it any. */
public record FixedKey(VerificationKey key) implements IssuerKeys {

    @Override
    public Lookup find(@Nullable String keyId, JWSAlgorithm algorithm) {
        return key.fits(algorithm) ? new Lookup.Found(key) : new Lookup.Unknown();
    }

    @Override
    public Inventory inventory(Set<JWSAlgorithm> wanted) {
        return new Inventory(1, wanted.stream().anyMatch(key::fits) ? 1 : 0, key.names());
    }

    @Override
    public Optional<URI> url() {
        return Optional.empty();
    }
}
