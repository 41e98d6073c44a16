package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.appconnect.Event.Customer;
import dev.tokenvending.appconnect.Event.Head;
import dev.tokenvending.appconnect.SignatureCheck.Claim;
import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes events: signature, then meaning, then the store; in this order, so that nothing unsigned is even looked into. */
class EventIntake {

    private final SignatureCheck signatures;
    private final EventParser parser;
    private final Policies policies;
    private final Store store;
    private final EventTrail trail;
    private final EventDesk desk;
    private final InstalledAccounts accounts;
    private final Clock clock;

    EventIntake(
            SignatureCheck signatures,
            EventParser parser,
            Policies policies,
            Store store,
            EventTrail trail,
            EventDesk desk,
            InstalledAccounts accounts,
            Clock clock) {
        this.signatures = signatures;
        this.parser = parser;
        this.policies = policies;
        this.store = store;
        this.trail = trail;
        this.desk = desk;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What was posted, to be read once it is worth it. */
    interface Body {

        byte[] read() throws IOException, UnreadBodyException;
    }

    /**
     * Takes what was posted.
     *
     * @param signature as the header has it, absent when there is none
     * @param keyId of the key it was made by, absent when the header is
     * @param address of the client
     */
    Taken take(@Nullable String signature, @Nullable String keyId, String address, Body body) throws IOException {
        return switch (signatures.claim(signature, keyId, address)) {
            case Claim.Testable claim -> tested(claim, body);
            case Claim.Bad(String reason) -> new Taken.Refused(reason);
            case Claim.Unknowable(String reason) -> new Taken.Unavailable(reason);
        };
    }

    private Taken tested(Claim.Testable claim, Body body) throws IOException {
        try {
            byte[] bytes = body.read();
            return claim.holds(bytes) ? signed(bytes) : new Taken.Refused("wrong_signature");
        } catch (UnreadBodyException e) {
            return e.taken();
        }
    }

    /** Takes an event that is known to be Talkdesk's. */
    Taken signed(byte[] body) {
        return taken(body, _ -> true);
    }

    /** Takes an event that Talkdesk was asked for, and no other. */
    Taken asked(byte[] body, String appId, String eventId) {
        return taken(body, head -> head.id().equals(eventId) && head.appId().equals(appId));
    }

    private Taken taken(byte[] body, Predicate<Head> expected) {
        try {
            Event event = parser.parse(body);
            if (!expected.test(event.head())) {
                return new Taken.Refused("other_event");
            }
            return new Taken.Accepted(applied(event, policies.decide(event)));
        } catch (BadEventException e) {
            return new Taken.Refused(String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException e) {
            return new Taken.Unavailable("store_unavailable");
        }
    }

    private CustomerEvent applied(Event event, Verdict verdict) {
        Head head = event.head();
        @Nullable Customer customer = event.customer();
        Instant now = clock.instant();
        Committed committed = store.inTransaction(jdbc -> applied(jdbc, event, verdict, now));
        committed.installation().ifPresent(accounts::forget);
        return new CustomerEvent(
                head.id(),
                head.type(),
                head.appId(),
                customer == null ? null : customer.installation().installationId(),
                customer == null ? null : customer.accountId(),
                head.createdAt(),
                committed.effect());
    }

    /** @param installation as it is now, if the event may have changed one we know */
    private record Committed(Effect effect, Optional<Installation> installation) {}

    private Committed applied(JdbcClient jdbc, Event event, Verdict verdict, Instant now) {
        @Nullable Customer customer = event.customer();
        @Nullable
        String installationId =
                customer == null ? null : customer.installation().installationId();
        if (!trail.add(jdbc, event.head(), installationId, now)) {
            return new Committed(Effect.DUPLICATE, Optional.empty());
        }
        Effect effect = desk.apply(jdbc, event, verdict);
        trail.note(jdbc, event.head(), effect);
        // A sign-out changes nothing of the account, and there are many of them.
        Optional<Installation> changed = customer == null || event instanceof Event.LoggedOut
                ? Optional.empty()
                : desk.installations().find(jdbc, customer.installation());
        return new Committed(effect, changed);
    }
}
