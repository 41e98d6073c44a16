package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.talkdesk.GuardState.Closed;
import dev.tokenvending.talkdesk.GuardState.Open;
import dev.tokenvending.talkdesk.GuardState.Probing;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Stands before one token URL and credential version: lets so many calls go at once, and none while Talkdesk is known to
 * fail. Why it does as it does is in {@code docs/decisions/0013-one-guard.md}.
 */
class Guard {

    static final int MOST_FAILURES = 5;

    private static final Duration SHORTEST_RETRY_AFTER = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Pauses pauses;
    private final Places places;
    private final ClockSkew clockSkew;
    private final LastToken lastToken;
    private final GuardLog log;
    private volatile Account account;
    private volatile long credentialNanos;
    private volatile GuardState state = new Closed(0, 0);

    Guard(Account account, Ticker ticker, Pauses pauses) {
        this.account = account;
        this.ticker = ticker;
        this.pauses = pauses;
        this.places = new Places(ticker);
        this.clockSkew = new ClockSkew(ticker);
        this.lastToken = new LastToken(ticker);
        this.log = new GuardLog(ticker);
        this.credentialNanos = ticker.nanos();
    }

    Places places() {
        return places;
    }

    ClockSkew clockSkew() {
        return clockSkew;
    }

    LastToken lastToken() {
        return lastToken;
    }

    /** Since this instance first used the account's credentials. */
    Duration credentialAge() {
        return Duration.ofNanos(ticker.nanos() - credentialNanos);
    }

    GuardState state() {
        return state;
    }

    GuardPosition position() {
        return switch (state) {
            case Closed _ -> GuardPosition.CLOSED;
            case Probing _ -> GuardPosition.HALF_OPEN;
            case Open _ -> closedFor().isPositive() ? GuardPosition.OPEN : GuardPosition.HALF_OPEN;
        };
    }

    /** How long no call may go; not positive when one may. */
    Duration closedFor() {
        return switch (state) {
            case Closed _ -> Duration.ZERO;
            case Probing _ -> SHORTEST_RETRY_AFTER;
            case Open open -> Duration.ofNanos(open.untilNanos() - ticker.nanos());
        };
    }

    /** Sees to it that nothing said about other credentials counts against these. */
    synchronized void use(Account now) {
        boolean same = account.credential().equals(now.credential())
                && account.assertionLifetime().equals(now.assertionLifetime());
        account = now;
        if (!same) {
            credentialNanos = ticker.nanos();
            become(new Closed(state.era() + 1, 0));
        }
    }

    Admission admit(Deadline deadline) throws InterruptedException {
        if (closedFor().isPositive()) {
            return refused();
        }
        if (!places.take(deadline)) {
            log.tooManyWaiting(account);
            return new Admission.Refused(Admission.Refused.TOO_MANY_WAITING, Verdict.RETRY_AFTER);
        }
        // It may have opened during the wait.
        OptionalInt era = enter();
        if (era.isEmpty()) {
            places.giveBackUnused();
            return refused();
        }
        boolean hasTime = deadline.remaining().compareTo(deadline.budget().dividedBy(2)) >= 0;
        return new Admission.Pass(this, era.getAsInt(), ticker.nanos(), hasTime);
    }

    private Admission.Refused refused() {
        // In whole seconds, as it is told: whoever came back a moment early would be refused again.
        long seconds = closedFor().plusSeconds(1).minusNanos(1).toSeconds();
        return new Admission.Refused(Admission.Refused.GUARD_OPEN, Duration.ofSeconds(Math.max(1, seconds)));
    }

    /** The era a call goes in; none when it may not go. */
    private OptionalInt enter() {
        return state instanceof Closed closed ? OptionalInt.of(closed.era()) : probe();
    }

    private synchronized OptionalInt probe() {
        return switch (state) {
            case Closed closed -> OptionalInt.of(closed.era());
            case Probing _ -> OptionalInt.empty();
            case Open open -> {
                if (closedFor().isPositive()) {
                    yield OptionalInt.empty();
                }
                state = new Probing(open.era() + 1, open.reason(), open.openings());
                yield OptionalInt.of(open.era() + 1);
            }
        };
    }

    /** Takes in what came of a call that went in the given era. */
    void settle(int era, Sign sign) {
        if (!isTheUsual(sign)) {
            settleChange(era, sign);
        }
    }

    /** Without a lock, as nearly every call ends. */
    private boolean isTheUsual(Sign sign) {
        return sign instanceof Sign.Well && state instanceof Closed closed && closed.failures() == 0;
    }

    private synchronized void settleChange(int era, Sign sign) {
        if (state.era() == era) {
            become(
                    switch (sign) {
                        case Sign.Well _ -> well(state);
                        case Sign.Failed(String reason) -> failed(state, reason, Pauses.LONGEST);
                        case Sign.Refused(String reason) -> failed(state, reason, Pauses.LONGEST_WHEN_REFUSED);
                        case Sign.AskedToWait(String reason, Duration pause) -> opened(state, reason, pause);
                        case Sign.Nothing _ -> unknown(state);
                    });
        }
    }

    private static GuardState well(GuardState now) {
        return now instanceof Closed closed ? new Closed(closed.era(), 0) : new Closed(now.era() + 1, 0);
    }

    private GuardState failed(GuardState now, String reason, Duration longest) {
        return now instanceof Closed closed && closed.failures() + 1 < MOST_FAILURES
                ? new Closed(closed.era(), closed.failures() + 1)
                : opened(now, reason, pauses.after(openings(now), longest));
    }

    private GuardState opened(GuardState now, String reason, Duration pause) {
        return new Open(now.era() + 1, reason, ticker.nanos() + pause.toNanos(), openings(now) + 1);
    }

    /** A probe that told nothing makes room for the next. */
    private GuardState unknown(GuardState now) {
        return now instanceof Probing probing
                ? new Open(probing.era() + 1, probing.reason(), ticker.nanos(), probing.openings())
                : now;
    }

    private static int openings(GuardState now) {
        return switch (now) {
            case Closed _ -> 0;
            case Open open -> open.openings();
            case Probing probing -> probing.openings();
        };
    }

    private void become(GuardState next) {
        GuardState before = state;
        state = next;
        log.changed(account, before, next, closedFor());
    }
}
