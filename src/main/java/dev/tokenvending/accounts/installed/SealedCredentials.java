package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The credentials of all installations as they lie in the store, each read or written in a transaction of its own. */
record SealedCredentials(Store store) implements SealedTable<SealedCredential> {

    static final int PAGE = 100;

    private static final String ALL = "select credential.app_id, credential.installation_id, account_id, client_id,"
            + " event_id, private_key, client_secret from credential join installation on installation.app_id ="
            + " credential.app_id and installation.installation_id = credential.installation_id where ";

    /** Those behind that one, in the order of their ids; the first ones behind none. */
    @Override
    public List<SealedCredential> after(@Nullable SealedCredential last) {
        return store.inTransaction(jdbc -> rows(
                        jdbc,
                        "(credential.app_id, credential.installation_id, client_id) > (?, ?, ?) order by"
                                + " credential.app_id, credential.installation_id, client_id fetch first " + PAGE
                                + " rows only",
                        last == null ? List.of("", "", "") : key(last.row()))
                .list());
    }

    /** As it is by now, unless it is gone. */
    @Override
    public Optional<SealedCredential> find(SealedCredential it) {
        return store.inTransaction(jdbc -> rows(
                        jdbc,
                        "credential.app_id = ? and credential.installation_id = ? and client_id = ?",
                        key(it.row()))
                .optional());
    }

    /** Puts the one in the place of the other; false when that is no longer there. No two seals are the same. */
    @Override
    public boolean replace(SealedCredential old, SealedCredential by) {
        return store.inTransaction(jdbc -> jdbc.sql("update credential set private_key = ?, client_secret = ? where"
                                + " app_id = ? and installation_id = ? and client_id = ? and private_key = ?"
                                + " and client_secret is not distinct from ?")
                        .params(Arrays.asList(
                                by.privateKey(),
                                by.clientSecret(),
                                old.row().id().appId(),
                                old.row().id().installationId(),
                                old.row().clientId(),
                                old.privateKey(),
                                old.clientSecret()))
                        .update()
                == 1);
    }

    private static JdbcClient.MappedQuerySpec<SealedCredential> rows(
            JdbcClient jdbc, String condition, List<String> params) {
        return jdbc.sql(ALL + condition).params(params).query(SealedCredentials::row);
    }

    private static List<String> key(SealedFor row) {
        return List.of(row.id().appId(), row.id().installationId(), row.clientId());
    }

    private static SealedCredential row(ResultSet row, int number) throws SQLException {
        return new SealedCredential(
                new SealedFor(
                        new InstallationId(row.getString("app_id"), row.getString("installation_id")),
                        row.getString("account_id"),
                        row.getString("client_id"),
                        row.getString("event_id")),
                row.getString("private_key"),
                row.getString("client_secret"));
    }
}
