package dev.tokenvending.signin;

import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All who have signed in, for whoever seals their tokens anew. Those who are on their way are gone within minutes. */
record SealedSignIns(Store store, SignIns signIns) implements SealedTable<SealedSignIn> {

    static final int PAGE = 100;

    @Override
    public List<SealedSignIn> after(@Nullable SealedSignIn last) {
        String caller = last == null ? "" : last.whom().callerSha256();
        String app = last == null ? "" : last.whom().app().value();
        return store.inTransaction(jdbc -> signIns.after(jdbc, caller, app, PAGE)).stream()
                .map(SealedSignIn::of)
                .toList();
    }

    /** Another sign-in of the same caller is another row. */
    @Override
    public Optional<SealedSignIn> find(SealedSignIn row) {
        return store.inTransaction(jdbc -> signIns.find(jdbc, row.whom()))
                .map(SealedSignIn::of)
                .filter(it -> it.id().equals(row.id()));
    }

    @Override
    public boolean replace(SealedSignIn old, SealedSignIn by) {
        return store.inTransaction(jdbc -> jdbc.sql(
                                "update sign_in set refresh_token = ?, access_token = ? where id = ?"
                                        + " and refresh_token = ? and access_token is not distinct from ?")
                        .params(Arrays.asList(
                                by.refreshToken(), by.accessToken(), old.id(), old.refreshToken(), old.accessToken()))
                        .update()
                == 1);
    }
}
