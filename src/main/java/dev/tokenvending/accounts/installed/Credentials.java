package dev.tokenvending.accounts.installed;

import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The credentials of installations in the store, their secrets sealed, within a transaction of the caller's. */
public class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final Seals seals;

    Credentials(Seals seals) {
        this.seals = seals;
    }

    /**
     * Keeps a set of credentials, unless it is there already.
     *
     * @param privateKey as the event brought it, which {@link SigningKeys} has read
     */
    public void add(JdbcClient jdbc, Installation installation, InstalledCredential credential, String privateKey) {
        InstallationId id = installation.id();
        SealedFor row = new SealedFor(id, installation.accountId(), credential.clientId(), credential.eventId());
        @Nullable ClientSecret secret = credential.secret();
        jdbc.sql("insert into credential (app_id, installation_id, client_id, event_id, issued_at, key_id, algorithm,"
                        + " private_key, client_secret) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(Arrays.asList(
                        id.appId(),
                        id.installationId(),
                        credential.clientId(),
                        credential.eventId(),
                        DatabaseTime.of(credential.issuedAt()),
                        credential.key().id(),
                        credential.key().algorithm().name(),
                        seals.seal(privateKey, row.column("private_key")),
                        secret == null ? null : seals.seal(secret.value(), row.column("client_secret"))))
                .update();
    }

    /**
     * Those of one installation.
     *
     * @param usable the newest first
     * @param broken whether there are others, whose seals do not open
     */
    public record Held(List<InstalledCredential> usable, boolean broken) {}

    public Held of(JdbcClient jdbc, Installation installation) {
        InstallationId id = installation.id();
        List<Optional<InstalledCredential>> all = jdbc.sql(
                        "select client_id, event_id, issued_at, key_id, algorithm, private_key, client_secret,"
                            + " proven_at from credential where app_id = ? and installation_id = ? order by issued_at"
                            + " desc, client_id")
                .params(id.appId(), id.installationId())
                .query((row, _) -> opened(row, installation))
                .list();
        List<InstalledCredential> usable =
                all.stream().flatMap(Optional::stream).toList();
        return new Held(usable, usable.size() < all.size());
    }

    /** Talkdesk ID has taken it. */
    public void prove(JdbcClient jdbc, InstallationId id, String clientId, Instant now) {
        jdbc.sql("update credential set proven_at = ? where app_id = ? and installation_id = ? and client_id = ?"
                        + " and proven_at is null")
                .params(DatabaseTime.of(now), id.appId(), id.installationId(), clientId)
                .update();
    }

    /** Those that were replaced so long ago that Talkdesk no longer takes them; gives their number. */
    public int eraseReplaced(JdbcClient jdbc, Instant now) {
        return jdbc.sql("delete from credential where exists (select 1 from credential newer where"
                        + " newer.app_id = credential.app_id and newer.installation_id = credential.installation_id"
                        + " and newer.issued_at > credential.issued_at and newer.issued_at <= ?"
                        + " and newer.proven_at is not null)")
                .param(DatabaseTime.of(now.minus(AccountLookup.BOTH_ARE_GOOD)))
                .update();
    }

    public boolean anyIssuedAfter(JdbcClient jdbc, InstallationId id, Instant moment) {
        return jdbc.sql("select count(*) from credential where app_id = ? and installation_id = ? and issued_at > ?")
                        .params(id.appId(), id.installationId(), DatabaseTime.of(moment))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Those that were issued by then: those that came later are of another installation. */
    public void erase(JdbcClient jdbc, InstallationId id, Instant until) {
        jdbc.sql("delete from credential where app_id = ? and installation_id = ? and issued_at <= ?")
                .params(id.appId(), id.installationId(), DatabaseTime.of(until))
                .update();
    }

    private Optional<InstalledCredential> opened(ResultSet row, Installation installation) throws SQLException {
        SealedFor identity = new SealedFor(
                installation.id(), installation.accountId(), row.getString("client_id"), row.getString("event_id"));
        @Nullable String secret = row.getString("client_secret");
        @Nullable OffsetDateTime provenAt = row.getObject("proven_at", OffsetDateTime.class);
        try {
            SigningKey key = SigningKeys.read(
                    row.getString("key_id"),
                    seals.open(row.getString("private_key"), identity.column("private_key")),
                    row.getString("algorithm"));
            return Optional.of(new InstalledCredential(
                    identity.clientId(),
                    identity.eventId(),
                    row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                    key,
                    secret == null ? null : new ClientSecret(seals.open(secret, identity.column("client_secret"))),
                    provenAt == null ? null : provenAt.toInstant()));
        } catch (BrokenSealException | UnusableKeyException e) {
            log.error(
                    "The credentials {} of installation {} of app {} cannot be used: {}",
                    identity.clientId(),
                    installation.id().installationId(),
                    installation.id().appId(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
