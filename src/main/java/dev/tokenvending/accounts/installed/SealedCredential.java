package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.Seals;
import org.jspecify.annotations.Nullable;

/** A set of credentials as it lies in the store. */
record SealedCredential(
        SealedFor row, String privateKey, @Nullable String clientSecret) {

    /**
     * The same, sealed by the key that seals now.
     *
     * @throws BrokenSealException when a seal does not open, by whatever key it was made
     */
    SealedCredential anew(Seals seals) throws BrokenSealException {
        return new SealedCredential(
                row,
                anew(seals, privateKey, "private_key"),
                clientSecret == null ? null : anew(seals, clientSecret, "client_secret"));
    }

    private String anew(Seals seals, String sealed, String column) throws BrokenSealException {
        String secret = seals.open(sealed, row.column(column));
        return seals.isCurrent(sealed) ? sealed : seals.seal(secret, row.column(column));
    }
}
