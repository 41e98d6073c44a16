package dev.tokenvending.signin;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users who are on their way to Talkdesk and back, in the store: they may return to another instance. */
class PendingSignIns {

    static final Duration LIFE = Duration.ofMinutes(10);

    /** Of one caller for one app; those before are forgotten. */
    static final int MOST_OF_CALLER = 5;

    private static final Logger log = LoggerFactory.getLogger(PendingSignIns.class);
    private static final String TABLE = "pending_sign_in";

    private final Seals seals;
    private final StoreClock clock;

    PendingSignIns(Seals seals, StoreClock clock) {
        this.seals = seals;
        this.clock = clock;
    }

    /** False when there are as many as there may be. */
    boolean add(JdbcClient jdbc, OneTime state, Pending pending, int most) {
        Instant now = clock.now(jdbc);
        long all = jdbc.sql("select count(*) from pending_sign_in where expires_at > ?")
                .params(DatabaseTime.of(now))
                .query(Long.class)
                .single();
        if (all >= most) {
            return false;
        }
        SignInFor whom = pending.whom();
        String app = whom.app().value();
        jdbc.sql("delete from pending_sign_in where caller_sha256 = ? and app_id = ? and state_sha256 not in (select"
                        + " state_sha256 from pending_sign_in where caller_sha256 = ? and app_id = ? order by"
                        + " expires_at desc fetch first " + (MOST_OF_CALLER - 1) + " rows only)")
                .params(whom.callerSha256(), app, whom.callerSha256(), app)
                .update();
        jdbc.sql("insert into pending_sign_in (state_sha256, caller_sha256, app_id, content, expires_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        state.sha256(),
                        whom.callerSha256(),
                        app,
                        seals.seal(pending.json(), whom.row(TABLE, state.sha256())),
                        DatabaseTime.of(now.plus(LIFE)))
                .update();
        return true;
    }

    /** Whose state it is, once: from now on it is nobody's. */
    Optional<Pending> take(JdbcClient jdbc, OneTime state) {
        Optional<Row> row = jdbc.sql("select caller_sha256, app_id, content from pending_sign_in where state_sha256 = ?"
                        + " and expires_at > ? for update")
                .params(state.sha256(), DatabaseTime.of(clock.now(jdbc)))
                .query(Row.class)
                .optional();
        int deleted = jdbc.sql("delete from pending_sign_in where state_sha256 = ?")
                .params(state.sha256())
                .update();
        return row.filter(_ -> deleted == 1).flatMap(found -> open(state, found));
    }

    private record Row(String callerSha256, String appId, String content) {}

    private Optional<Pending> open(OneTime state, Row row) {
        String sealedFor = TABLE + "/" + row.callerSha256() + "/" + row.appId() + "/" + state.sha256();
        try {
            return Optional.of(Pending.parse(seals.open(row.content(), sealedFor)));
        } catch (BrokenSealException e) {
            log.error("A sign-in that is under way cannot be read: {}", e.code());
            return Optional.empty();
        }
    }

    void forget(JdbcClient jdbc, SignInFor whom) {
        jdbc.sql("delete from pending_sign_in where caller_sha256 = ? and app_id = ?")
                .params(whom.callerSha256(), whom.app().value())
                .update();
    }

    /** Deletes those who will not come back. */
    void tidy(JdbcClient jdbc) {
        jdbc.sql("delete from pending_sign_in where expires_at <= ?")
                .params(DatabaseTime.of(clock.now(jdbc)))
                .update();
    }
}
