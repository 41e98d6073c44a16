package dev.tokenvending.signin;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.StoreClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users who have signed in, in the store: one for each caller of an app. */
class SignIns {

    private final Seals seals;
    private final StoreClock clock;

    SignIns(Seals seals, StoreClock clock) {
        this.seals = seals;
        this.clock = clock;
    }

    Optional<SignIn> find(JdbcClient jdbc, SignInFor whom) {
        Instant now = clock.now(jdbc);
        return jdbc.sql("select * from sign_in where caller_sha256 = ? and app_id = ?")
                .params(whom.callerSha256(), whom.app().value())
                .query((row, _) -> signIn(row, now))
                .optional();
    }

    /** Those behind that one, in the order of their keys. */
    List<SignIn> after(JdbcClient jdbc, String callerSha256, String app, int most) {
        Instant now = clock.now(jdbc);
        return jdbc.sql("select * from sign_in where (caller_sha256, app_id) > (?, ?) order by caller_sha256, app_id"
                        + " fetch first " + most + " rows only")
                .params(callerSha256, app)
                .query((row, _) -> signIn(row, now))
                .list();
    }

    /** Puts a new one in the place of the one before. */
    void put(JdbcClient jdbc, SignInFor whom, Granted granted) {
        forget(jdbc, whom);
        String id = OneTime.fresh().value();
        SignIn signIn = new SignIn(
                whom,
                id,
                new AccountId(granted.account()),
                Scope.parse(granted.scope()).orElseThrow(),
                "",
                null,
                null,
                null,
                clock.now(jdbc));
        jdbc.sql("insert into sign_in (caller_sha256, app_id, id, account_id, user_id, sid, scope, signed_in_at,"
                        + " refresh_token) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        whom.callerSha256(),
                        whom.app().value(),
                        id,
                        granted.account(),
                        granted.userId(),
                        granted.sid(),
                        granted.scope(),
                        DatabaseTime.of(signIn.now()),
                        seals.seal(granted.refreshToken(), signIn.refreshRow())))
                .update();
    }

    /** Whether the renewal is this one's from now on, for so long; of all who try at once, one has it. */
    boolean claim(JdbcClient jdbc, SignIn signIn, String renewalId, Duration lease) {
        return jdbc.sql("update sign_in set renewal_id = ?, renewal_until = ? where caller_sha256 = ? and app_id = ?"
                                + " and id = ? and refresh_token = ? and (renewal_until is null or renewal_until <= ?)")
                        .params(
                                renewalId,
                                DatabaseTime.of(signIn.now().plus(lease)),
                                signIn.whom().callerSha256(),
                                signIn.whom().app().value(),
                                signIn.id(),
                                signIn.refreshToken(),
                                DatabaseTime.of(signIn.now()))
                        .update()
                == 1;
    }

    /**
     * Keeps what a renewal has brought. It may be told again when it is not known whether it was kept.
     *
     * @param refreshToken sealed; no two seals are the same
     * @param access for which the life left now counts
     * @return false when the sign-in is over, or the renewal has become another's
     */
    boolean renewed(JdbcClient jdbc, SignIn signIn, String renewalId, String refreshToken, Fresh access) {
        return keep(jdbc, signIn, renewalId, refreshToken, access) || holds(jdbc, signIn, refreshToken);
    }

    private static boolean holds(JdbcClient jdbc, SignIn signIn, String refreshToken) {
        return jdbc.sql("select count(*) from sign_in where id = ? and refresh_token = ?")
                        .params(signIn.id(), refreshToken)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private boolean keep(JdbcClient jdbc, SignIn signIn, String renewalId, String refreshToken, Fresh access) {
        return jdbc.sql("update sign_in set refresh_token = ?, access_token = ?, access_asked = ?, access_scope = ?,"
                                + " access_life_ms = ?, access_expires_at = ?, renewal_id = null,"
                                + " renewal_until = null, failed_renewal_id = null where id = ? and renewal_id = ?")
                        .params(
                                refreshToken,
                                access.sealed(),
                                access.asked().toString(),
                                access.scope().toString(),
                                access.life().toMillis(),
                                DatabaseTime.of(clock.now(jdbc).plus(access.left())),
                                signIn.id(),
                                renewalId)
                        .update()
                == 1;
    }

    /**
     * An access token that has just been granted.
     *
     * @param scope that was granted, which may be narrower than what was asked for
     * @param life that was granted
     */
    record Fresh(String sealed, Scope asked, Scope scope, Duration life, Duration left) {}

    /** Lets the next one try; who has waited for this one knows by its id that it failed. */
    void failed(JdbcClient jdbc, SignIn signIn, String renewalId) {
        jdbc.sql("update sign_in set renewal_id = null, renewal_until = null, failed_renewal_id = ? where id = ?"
                        + " and renewal_id = ?")
                .params(renewalId, signIn.id(), renewalId)
                .update();
    }

    /** Talkdesk does not know the refresh token any more. */
    void over(JdbcClient jdbc, SignIn signIn, String renewalId) {
        jdbc.sql("delete from sign_in where id = ? and renewal_id = ?")
                .params(signIn.id(), renewalId)
                .update();
    }

    void forget(JdbcClient jdbc, SignInFor whom) {
        jdbc.sql("delete from sign_in where caller_sha256 = ? and app_id = ?")
                .params(whom.callerSha256(), whom.app().value())
                .update();
    }

    void forget(JdbcClient jdbc, UserLoggedOut gone) {
        delete(jdbc, "sign_in", gone);
    }

    /** Of users whose id Talkdesk has not told us, any may be the one. */
    static void delete(JdbcClient jdbc, String table, UserLoggedOut gone) {
        String account = AccountId.installed(gone.accountId()).value();
        if (gone.userId() == null) {
            jdbc.sql("delete from " + table + " where account_id = ?")
                    .params(account)
                    .update();
        } else {
            jdbc.sql("delete from " + table + " where account_id = ? and (user_id = ? or user_id is null)")
                    .params(account, gone.userId())
                    .update();
        }
    }

    private static SignIn signIn(ResultSet row, Instant now) throws SQLException {
        @Nullable String access = row.getString("access_token");
        @Nullable String renewal = row.getString("renewal_id");
        return new SignIn(
                new SignInFor(row.getString("caller_sha256"), new AppId(row.getString("app_id"))),
                row.getString("id"),
                new AccountId(row.getString("account_id")),
                Scope.parse(row.getString("scope")).orElseThrow(),
                row.getString("refresh_token"),
                access == null
                        ? null
                        : new SignIn.Access(
                                access,
                                Scope.parse(row.getString("access_asked")).orElseThrow(),
                                Scope.parse(row.getString("access_scope")).orElseThrow(),
                                Duration.ofMillis(row.getLong("access_life_ms")),
                                instant(row, "access_expires_at")),
                renewal == null ? null : new SignIn.Renewal(renewal, instant(row, "renewal_until")),
                row.getString("failed_renewal_id"),
                now);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
