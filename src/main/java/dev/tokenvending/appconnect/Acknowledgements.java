package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.store.DatabaseTime;
import dev.tokenvending.store.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox of acknowledgements in the store, written in the transaction of the event. Whoever takes one has it for a
 * minute; if nothing is heard of him, another takes it. All times are by the store's clock, which all instances share.
 */
class Acknowledgements {

    /** As long as Talkdesk waits for one (docs.talkdesk.com, app.installed). */
    static final Duration WAITED_FOR = Duration.ofDays(7);

    /** The longest that one may be put off. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Half a day of them: it has to go on failing, should the seven days have gone by in a leap. */
    static final int FEWEST_ATTEMPTS = 20;

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int LONGEST = 200;

    private final StoreClock clock;

    Acknowledgements(StoreClock clock) {
        this.clock = clock;
    }

    void add(JdbcClient jdbc, Acknowledgement.Content content) {
        Instant now = clock.now(jdbc);
        jdbc.sql("insert into acknowledgement (app_id, installation_id, client_id, state, reason, created_at,"
                        + " give_up_at, next_attempt_at, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, 0)")
                .params(Arrays.asList(
                        content.installation().appId(),
                        content.installation().installationId(),
                        content.clientId(),
                        content.state(),
                        cut(content.reason()),
                        DatabaseTime.of(now),
                        DatabaseTime.of(now.plus(WAITED_FOR)),
                        DatabaseTime.of(now)))
                .update();
    }

    /** The one that has been due for the longest, for a minute ours alone; empty when none is due. */
    Optional<Acknowledgement> take(JdbcClient jdbc) {
        Instant now = clock.now(jdbc);
        Optional<Acknowledgement> due = jdbc.sql(
                        "select id, app_id, installation_id, client_id, state, reason, attempts, give_up_at from"
                            + " acknowledgement where ended_at is null and (next_attempt_at <= ? or next_attempt_at >"
                            + " ?) order by next_attempt_at, id fetch first 1 rows only for update skip locked")
                // Nobody puts one off for so long: the clock has gone back since. The minute is for who began later.
                .params(
                        DatabaseTime.of(now),
                        DatabaseTime.of(now.plus(LONGEST_PAUSE).plus(LEASE)))
                .query((row, _) -> new Acknowledgement(
                        row.getLong("id"),
                        new Acknowledgement.Content(
                                new InstallationId(row.getString("app_id"), row.getString("installation_id")),
                                row.getString("client_id"),
                                row.getString("state"),
                                row.getString("reason")),
                        row.getInt("attempts") + 1,
                        row.getObject("give_up_at", OffsetDateTime.class).toInstant()))
                .optional();
        due.ifPresent(it -> jdbc.sql("update acknowledgement set attempts = ?, next_attempt_at = ? where id = ?")
                .params(it.attempts(), DatabaseTime.of(now.plus(LEASE)), it.number())
                .update());
        return due;
    }

    /** Talkdesk has taken it. */
    void done(JdbcClient jdbc, long number) {
        end(jdbc, number, "done", null);
    }

    private void end(JdbcClient jdbc, long number, String outcome, @Nullable String problem) {
        jdbc.sql("update acknowledgement set ended_at = ?, outcome = ?, last_problem = ? where id = ? and"
                        + " ended_at is null")
                .params(Arrays.asList(DatabaseTime.of(clock.now(jdbc)), outcome, cut(problem), number))
                .update();
    }

    /** It is due again after the pause, unless Talkdesk no longer wants to know. */
    void postpone(JdbcClient jdbc, Acknowledgement it, Duration pause, String problem) {
        Instant now = clock.now(jdbc);
        if (!now.isBefore(it.giveUpAt()) && it.attempts() >= FEWEST_ATTEMPTS) {
            end(jdbc, it.number(), "expired", problem);
            return;
        }
        jdbc.sql("update acknowledgement set next_attempt_at = ?, last_problem = ? where id = ? and ended_at is null")
                .params(Arrays.asList(DatabaseTime.of(now.plus(pause)), cut(problem), it.number()))
                .update();
    }

    /** Nobody waits for what is about an installation that is gone, or about credentials that went with it. */
    void cancel(JdbcClient jdbc, InstallationId id) {
        jdbc.sql("update acknowledgement set ended_at = ?, outcome = 'obsolete' where app_id = ? and"
                        + " installation_id = ? and ended_at is null and (client_id is null or not exists (select 1"
                        + " from credential where credential.app_id = acknowledgement.app_id and"
                        + " credential.installation_id = acknowledgement.installation_id and"
                        + " credential.client_id = acknowledgement.client_id))")
                .params(DatabaseTime.of(clock.now(jdbc)), id.appId(), id.installationId())
                .update();
    }

    /** How many wait, and for how long the oldest has. */
    Depth depth(JdbcClient jdbc) {
        Instant now = clock.now(jdbc);
        return jdbc.sql("select count(*), min(created_at) from acknowledgement where ended_at is null")
                .query((row, _) -> {
                    @Nullable OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
                    return new Depth(
                            row.getLong(1), oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now));
                })
                .single();
    }

    /** @param age of the oldest, zero when none waits */
    record Depth(long waiting, Duration age) {}

    /** What waits for one installation. */
    List<String> waitingFor(JdbcClient jdbc, InstallationId id) {
        return jdbc.sql("select state from acknowledgement where app_id = ? and installation_id = ? and ended_at is"
                        + " null order by id")
                .params(id.appId(), id.installationId())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
