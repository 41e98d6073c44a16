package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.AccountLookup;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.accounts.installed.InstalledCredential;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells Talkdesk that an installation or a rotation has been dealt with; first it proves the credentials that came with it,
 * by the token that telling needs. What fails is tried again, ever more seldom, for as long as Talkdesk waits.
 */
class Acknowledger {

    private static final Logger log = LoggerFactory.getLogger(Acknowledger.class);
    private static final Duration FOR_A_TOKEN = Duration.ofSeconds(15);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 12;

    private final Store store;
    private final Acknowledgements outbox;
    private final AccountLookup lookup;
    private final InstalledAccounts accounts;
    private final TalkdeskId talkdeskId;
    private final StateCall call;
    private final AppConnectSettings settings;
    private final Clock clock;
    private final Ticker ticker;

    Acknowledger(
            Store store,
            Acknowledgements outbox,
            AccountLookup lookup,
            InstalledAccounts accounts,
            TalkdeskId talkdeskId,
            StateCall call,
            AppConnectSettings settings,
            Clock clock,
            Ticker ticker) {
        this.store = store;
        this.outbox = outbox;
        this.lookup = lookup;
        this.accounts = accounts;
        this.talkdeskId = talkdeskId;
        this.call = call;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Sees to the one that is due first; false when none is. */
    boolean acknowledgeOne() {
        Optional<Acknowledgement> due = store.inTransaction(outbox::take);
        due.ifPresent(it -> note(it, outcome(it)));
        return due.isPresent();
    }

    /** Erases what nobody can use any more. */
    void tidy() {
        int erased = store.inTransaction(jdbc -> lookup.credentials().eraseReplaced(jdbc, clock.instant()));
        if (erased > 0) {
            log.info("Erased {} sets of credentials that were replaced more than a week ago", erased);
        }
    }

    Acknowledgements.Depth depth() {
        return store.inTransaction(outbox::depth);
    }

    /** One that breaks pauses and ends like any other; without a note it would come back every minute for ever. */
    private @Nullable String outcome(Acknowledgement it) {
        try {
            return attempt(it);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Without its message, which may quote what it was given.
            log.error(
                    "An acknowledgement could not be seen to: {}", e.getClass().getName());
            return "failed";
        }
    }

    /** What came of an attempt: null when it is done, else what is in the way. */
    private @Nullable String attempt(Acknowledgement it) {
        Optional<Sender> sender = store.inTransaction(jdbc -> sender(jdbc, it.content()));
        if (sender.isEmpty()) {
            return "no_credentials";
        }
        Deadline deadline = Deadline.in(FOR_A_TOKEN, ticker);
        return switch (talkdeskId.exchange(sender.get().account(), settings.acknowledgeScope(), deadline)) {
            case Exchange.Issued(AccessToken token) -> {
                proven(sender.get());
                yield call.tell(it.content(), sender.get().links(), token);
            }
            case UpstreamFailure failure -> "no_token_" + failure.upstream().reason();
        };
    }

    /** By whose credentials it is told. */
    private record Sender(Installation installation, Links links, Account account) {}

    private Optional<Sender> sender(JdbcClient jdbc, Acknowledgement.Content content) {
        Optional<Installation> found = lookup.installations().find(jdbc, content.installation());
        @Nullable Links links = found.map(Installation::links).orElse(null);
        if (links == null
                || !lookup.apps().allow(links.tokenUrl())
                || !lookup.apps().allow(links.apiRoot())) {
            return Optional.empty();
        }
        return lookup.credentials().of(jdbc, found.get()).usable().stream()
                .filter(it -> content.clientId() == null || content.clientId().equals(it.clientId()))
                .findFirst()
                .map((InstalledCredential it) ->
                        new Sender(found.get(), links, lookup.account(found.get(), links, it)));
    }

    private void proven(Sender sender) {
        Instant now = clock.instant();
        store.inTransaction(jdbc -> {
            // The installation first, as a removal does: in the other order each would wait for the other.
            lookup.installations().touch(jdbc, sender.installation().id());
            lookup.credentials()
                    .prove(jdbc, sender.installation().id(), sender.account().clientId(), now);
            return true;
        });
        accounts.forget(sender.installation());
    }

    private void note(Acknowledgement it, @Nullable String problem) {
        store.inTransaction(jdbc -> {
            if (problem == null) {
                eraseIfRejected(jdbc, it.content().installation());
                outbox.done(jdbc, it.number());
            } else {
                outbox.postpone(jdbc, it, pause(it.attempts()), problem);
            }
            return true;
        });
        if (problem != null) {
            log.warn(
                    "Talkdesk could not be told {} of installation {} of app {} (attempt {}): {}",
                    it.content().state(),
                    it.content().installation().installationId(),
                    it.content().installation().appId(),
                    it.attempts(),
                    problem);
        }
    }

    /** The credentials were needed to say so. */
    private void eraseIfRejected(JdbcClient jdbc, InstallationId id) {
        lookup.installations()
                .find(jdbc, id)
                .filter(it -> it.state() == Installation.State.REJECTED)
                .ifPresent(it -> lookup.credentials().erase(jdbc, id, it.stateAt()));
    }

    static Duration pause(int attempts) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(Acknowledgements.LONGEST_PAUSE) < 0 ? pause : Acknowledgements.LONGEST_PAUSE;
    }
}
