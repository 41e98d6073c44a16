package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Seals;
import org.jspecify.annotations.Nullable;

/** A set of credentials as it lies in the store. */
record SealedCredential(
        SealedFor row, String privateKey, @Nullable String clientSecret) implements SealedTable.Row<SealedCredential> {

    @Override
    public String name() {
        return "Client " + row.clientId() + " of installation " + row.id().installationId() + " of app "
                + row.id().appId();
    }

    @Override
    public String seal() {
        return privateKey;
    }

    @Override
    public SealedCredential anew(Seals seals) throws BrokenSealException {
        return new SealedCredential(
                row,
                seals.anew(privateKey, row.column("private_key")),
                clientSecret == null ? null : seals.anew(clientSecret, row.column("client_secret")));
    }
}
