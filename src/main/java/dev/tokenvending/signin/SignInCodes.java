package dev.tokenvending.signin;

import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.StoreClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users who are back from Talkdesk: nothing takes effect before the caller they signed in for redeems a code. */
class SignInCodes {

    static final Duration LIFE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(SignInCodes.class);
    private static final String TABLE = "sign_in_code";

    private final Seals seals;
    private final StoreClock clock;

    SignInCodes(Seals seals, StoreClock clock) {
        this.seals = seals;
        this.clock = clock;
    }

    void add(JdbcClient jdbc, OneTime code, SignInFor whom, Granted granted) {
        jdbc.sql("insert into sign_in_code (code_sha256, caller_sha256, app_id, account_id, user_id, content,"
                        + " expires_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        code.sha256(),
                        whom.callerSha256(),
                        whom.app().value(),
                        granted.account(),
                        granted.userId(),
                        seals.seal(granted.json(), whom.row(TABLE, code.sha256())),
                        DatabaseTime.of(clock.now(jdbc).plus(LIFE))))
                .update();
    }

    /** What the code is good for, once. One that somebody else has got hold of is good for nothing any more. */
    Optional<Granted> take(JdbcClient jdbc, OneTime code, SignInFor whom) {
        Optional<String> content = jdbc.sql(
                        "select content from sign_in_code where code_sha256 = ? and caller_sha256 = ?"
                                + " and app_id = ? and expires_at > ? for update")
                .params(code.sha256(), whom.callerSha256(), whom.app().value(), DatabaseTime.of(clock.now(jdbc)))
                .query(String.class)
                .optional();
        int deleted = jdbc.sql("delete from sign_in_code where code_sha256 = ?")
                .params(code.sha256())
                .update();
        return content.filter(_ -> deleted == 1).flatMap(found -> open(found, whom.row(TABLE, code.sha256())));
    }

    private Optional<Granted> open(String sealed, String row) {
        try {
            return Optional.of(Granted.parse(seals.open(sealed, row)));
        } catch (BrokenSealException e) {
            log.error("A sign-in that waits for its app cannot be read: {}", e.code());
            return Optional.empty();
        }
    }

    void forget(JdbcClient jdbc, SignInFor whom) {
        jdbc.sql("delete from sign_in_code where caller_sha256 = ? and app_id = ?")
                .params(whom.callerSha256(), whom.app().value())
                .update();
    }

    void forget(JdbcClient jdbc, UserLoggedOut gone) {
        SignIns.delete(jdbc, TABLE, gone);
    }

    /** Deletes what nobody has redeemed in time. */
    void tidy(JdbcClient jdbc) {
        jdbc.sql("delete from sign_in_code where expires_at <= ?")
                .params(DatabaseTime.of(clock.now(jdbc)))
                .update();
    }
}
