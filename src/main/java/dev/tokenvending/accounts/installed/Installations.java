package dev.tokenvending.accounts.installed;

import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.accounts.installed.Installation.Trial;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.StoreClock;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The installations in the store, within a transaction of the caller's. */
public class Installations {

    private static final String COLUMNS =
            "app_id, installation_id, account_id, account_name, named_at, state, state_at, api_root,"
                    + " token_url, authorization_url, trial_ends_at, trial_at";

    /**
     * The installation, which nobody else changes until the transaction ends.
     *
     * @param unknown as it is should nobody have heard of it; it is known from then on
     */
    public Installation lock(JdbcClient jdbc, Installation unknown) {
        insert(jdbc, unknown);
        return find(jdbc, unknown.id(), " for update").orElseThrow();
    }

    public Optional<Installation> find(JdbcClient jdbc, InstallationId id) {
        return find(jdbc, id, "");
    }

    private Optional<Installation> find(JdbcClient jdbc, InstallationId id, String suffix) {
        return jdbc.sql("select " + COLUMNS + " from installation where app_id = ? and installation_id = ?" + suffix)
                .params(id.appId(), id.installationId())
                .query(Installations::installation)
                .optional();
    }

    /** Those of one account that are served; more than one only if the customer has installed the app twice. */
    List<Installation> ofAccount(JdbcClient jdbc, String appId, String accountId) {
        return served(jdbc, "account_id", appId, accountId);
    }

    List<Installation> ofAccountName(JdbcClient jdbc, String appId, String accountName) {
        return served(jdbc, "account_name", appId, accountName);
    }

    private static List<Installation> served(JdbcClient jdbc, String column, String appId, String value) {
        return jdbc.sql("select " + COLUMNS + " from installation where app_id = ? and " + column
                        + " = ? and state = 'installed' order by state_at desc")
                .params(appId, value)
                .query(Installations::installation)
                .list();
    }

    /** Those of an app that are served, the newest first. */
    public List<Installation> newest(JdbcClient jdbc, String appId, int most) {
        return jdbc.sql("select " + COLUMNS + " from installation where app_id = ? and state = 'installed' order by"
                        + " state_at desc, installation_id fetch first ? rows only")
                .params(appId, most)
                .query(Installations::installation)
                .list();
    }

    /** Every installation, tombstones included, in the order of their ids. */
    public List<Installation> page(JdbcClient jdbc, int from, int most) {
        return jdbc.sql("select " + COLUMNS
                        + " from installation order by app_id, installation_id offset ? rows fetch first ? rows only")
                .params(from, most)
                .query(Installations::installation)
                .list();
    }

    /** None, and the database's clock: who has read nothing yet has missed nothing. */
    Changes changes(JdbcClient jdbc) {
        return new Changes(StoreClock.ofDatabase(jdbc), List.of());
    }

    /** The installations that were written after that moment of the database's clock. */
    Changes changes(JdbcClient jdbc, Instant after) {
        Instant now = StoreClock.ofDatabase(jdbc);
        List<Installation> changed = jdbc.sql("select " + COLUMNS + " from installation where changed_at > ?")
                .param(DatabaseTime.of(after))
                .query(Installations::installation)
                .list();
        return new Changes(now, changed);
    }

    /** @param asOf the database's clock when they were read */
    record Changes(Instant asOf, List<Installation> installations) {}

    /** Writes one that is known. */
    public void put(JdbcClient jdbc, Installation it) {
        @Nullable Links links = it.links();
        @Nullable Trial trial = it.trial();
        jdbc.sql("update installation set account_id = ?, account_name = ?, named_at = ?, state = ?, state_at ="
                        + " ?, api_root = ?, token_url = ?, authorization_url = ?, trial_ends_at = ?, trial_at = ?,"
                        + " changed_at = current_timestamp where app_id = ? and installation_id = ?")
                .params(Arrays.asList(
                        it.accountId(),
                        it.accountName(),
                        DatabaseTime.of(it.namedAt()),
                        wireName(it.state()),
                        DatabaseTime.of(it.stateAt()),
                        links == null ? null : links.apiRoot().toString(),
                        links == null ? null : links.tokenUrl().toString(),
                        authorizationUrl(links),
                        trial == null ? null : DatabaseTime.of(trial.endsAt()),
                        trial == null ? null : DatabaseTime.of(trial.saidAt()),
                        it.id().appId(),
                        it.id().installationId()))
                .update();
    }

    private static void insert(JdbcClient jdbc, Installation it) {
        @Nullable Links links = it.links();
        @Nullable Trial trial = it.trial();
        jdbc.sql("insert into installation (" + COLUMNS
                        + ", changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp) on conflict"
                        + " do nothing")
                .params(Arrays.asList(
                        it.id().appId(),
                        it.id().installationId(),
                        it.accountId(),
                        it.accountName(),
                        DatabaseTime.of(it.namedAt()),
                        wireName(it.state()),
                        DatabaseTime.of(it.stateAt()),
                        links == null ? null : links.apiRoot().toString(),
                        links == null ? null : links.tokenUrl().toString(),
                        authorizationUrl(links),
                        trial == null ? null : DatabaseTime.of(trial.endsAt()),
                        trial == null ? null : DatabaseTime.of(trial.saidAt())))
                .update();
    }

    /** Marks it as written, so that other instances read it anew. */
    public void touch(JdbcClient jdbc, InstallationId id) {
        jdbc.sql("update installation set changed_at = current_timestamp where app_id = ? and installation_id = ?")
                .params(id.appId(), id.installationId())
                .update();
    }

    private static @Nullable String authorizationUrl(@Nullable Links links) {
        @Nullable URI url = links == null ? null : links.authorizationUrl();
        return url == null ? null : url.toString();
    }

    private static Installation installation(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime trialEnd = row.getObject("trial_ends_at", OffsetDateTime.class);
        @Nullable OffsetDateTime trialSaid = row.getObject("trial_at", OffsetDateTime.class);
        return new Installation(
                new InstallationId(row.getString("app_id"), row.getString("installation_id")),
                row.getString("account_id"),
                row.getString("account_name"),
                row.getObject("named_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("state_at", OffsetDateTime.class).toInstant(),
                links(row),
                trialEnd == null || trialSaid == null ? null : new Trial(trialEnd.toInstant(), trialSaid.toInstant()));
    }

    private static @Nullable Links links(ResultSet row) throws SQLException {
        @Nullable String apiRoot = row.getString("api_root");
        @Nullable String tokenUrl = row.getString("token_url");
        @Nullable String authorizationUrl = row.getString("authorization_url");
        return apiRoot == null || tokenUrl == null
                ? null
                : new Links(
                        URI.create(apiRoot),
                        URI.create(tokenUrl),
                        authorizationUrl == null ? null : URI.create(authorizationUrl));
    }

    private static String wireName(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
