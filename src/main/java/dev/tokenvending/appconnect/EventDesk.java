package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Credentials;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.accounts.installed.Installation.Trial;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.Installations;
import dev.tokenvending.appconnect.Event.Customer;
import dev.tokenvending.appconnect.Event.Delivered;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.core.UserLoggedOut;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Applies an event to the store, within one transaction of the caller's, in whatever order events come: what counts is when
 * Talkdesk made them. Nobody is served before an installation has been approved, whatever else has come.
 */
record EventDesk(
        Installations installations,
        Credentials credentials,
        Acknowledgements acknowledgements,
        ApplicationEventPublisher events) {

    /**
     * Does what the event asks for.
     *
     * @param verdict what the installation policies say, should it be an installation
     */
    Effect apply(JdbcClient jdbc, Event event, Verdict verdict) {
        @Nullable Customer customer = event.customer();
        if (customer == null || event instanceof Event.Other) {
            return Effect.RECORDED;
        }
        if (event instanceof Event.LoggedOut it) {
            return loggedOut(jdbc, it);
        }
        Installation known = installations.lock(jdbc, announced(customer));
        if (!known.accountId().equals(customer.accountId())) {
            return Effect.CONFLICTING;
        }
        return switch (event) {
            case Event.Installed installed -> installed(jdbc, installed, known, verdict);
            case Event.Imported it ->
                installed(jdbc, it.head(), it.customer(), it.links(), it.credentials(), known, State.INSTALLED);
            case Event.Rotated rotated -> rotated(jdbc, rotated, known);
            case Event.Uninstalled uninstalled -> uninstalled(jdbc, uninstalled, known);
            case Event.Updated updated -> updated(jdbc, updated, known);
            case Event.OnTrial trial -> onTrial(jdbc, trial, known);
            case Event.LoggedOut _, Event.Other _ -> Effect.RECORDED;
        };
    }

    /** Whoever listens works within the transaction. An installation does not become known by its users. */
    private Effect loggedOut(JdbcClient jdbc, Event.LoggedOut event) {
        Optional<Installation> known = installations.find(jdbc, event.customer().installation());
        if (known.isEmpty()) {
            return Effect.RECORDED;
        }
        String accountId = event.customer().accountId();
        if (!known.get().accountId().equals(accountId)) {
            return Effect.CONFLICTING;
        }
        events.publishEvent(new UserLoggedOut(accountId, event.userId()));
        return Effect.APPLIED;
    }

    private Effect installed(JdbcClient jdbc, Event.Installed event, Installation known, Verdict verdict) {
        State state = verdict instanceof Verdict.Approved ? State.INSTALLED : State.REJECTED;
        Effect effect =
                installed(jdbc, event.head(), event.customer(), event.links(), event.credentials(), known, state);
        if (effect == Effect.APPLIED) {
            acknowledgements.add(jdbc, answer(known.id(), verdict));
        }
        return effect == Effect.APPLIED && state == State.REJECTED ? Effect.REJECTED : effect;
    }

    private Effect installed(
            JdbcClient jdbc,
            Event.Head head,
            Customer customer,
            Links links,
            Delivered delivered,
            Installation known,
            State state) {
        Instant at = head.createdAt();
        if (isOver(known, at)) {
            return Effect.STALE;
        }
        installations.put(
                jdbc,
                new Installation(
                        known.id(),
                        customer.accountId(),
                        known.namedAt().isAfter(at) ? known.accountName() : customer.accountName(),
                        known.namedAt().isAfter(at) ? known.namedAt() : at,
                        state,
                        at,
                        // A rotation that has overtaken it knows better.
                        known.state() == State.ANNOUNCED && known.links() != null ? known.links() : links,
                        known.trial()));
        keep(jdbc, known, delivered);
        return Effect.APPLIED;
    }

    private static Acknowledgement.Content answer(InstallationId id, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Approved _ -> new Acknowledgement.Content(id, null, "approve", null);
            case Verdict.Rejected(String reason) -> new Acknowledgement.Content(id, null, "reject", reason);
        };
    }

    private Effect rotated(JdbcClient jdbc, Event.Rotated event, Installation known) {
        // After a removal or a rejection it tells of an installation that has not come yet, which serves them then.
        if (isOver(known, event.head().createdAt())) {
            return Effect.STALE;
        }
        @Nullable Links links = event.links();
        boolean isLatest =
                !credentials.anyIssuedAfter(jdbc, known.id(), event.head().createdAt());
        installations.put(jdbc, links != null && isLatest ? known.with(links) : known);
        keep(jdbc, known, event.credentials());
        String clientId = event.credentials().credential().clientId();
        acknowledgements.add(jdbc, new Acknowledgement.Content(known.id(), clientId, "acknowledged", null));
        return Effect.APPLIED;
    }

    /** Whether what was made then has been overtaken. Of two at once, who has gone stays gone. */
    private static boolean isOver(Installation known, Instant at) {
        return known.state() == State.INSTALLED
                ? known.stateAt().isAfter(at)
                : !known.stateAt().isBefore(at);
    }

    private void keep(JdbcClient jdbc, Installation known, Delivered delivered) {
        credentials.add(jdbc, known, delivered.credential(), delivered.privateKey());
    }

    private Effect uninstalled(JdbcClient jdbc, Event.Uninstalled event, Installation known) {
        Instant at = event.head().createdAt();
        // Even if the app was installed again since: these went with the installation before.
        credentials.erase(jdbc, known.id(), at);
        if (known.stateAt().isAfter(at)) {
            return Effect.STALE;
        }
        installations.put(jdbc, known.as(State.UNINSTALLED, at));
        acknowledgements.cancel(jdbc, known.id());
        return Effect.APPLIED;
    }

    private Effect updated(JdbcClient jdbc, Event.Updated event, Installation known) {
        Instant at = event.head().createdAt();
        if (known.stateAt().isAfter(at) || known.namedAt().isAfter(at)) {
            return Effect.STALE;
        }
        @Nullable String name = event.customer().accountName();
        installations.put(jdbc, known.named(name == null ? known.accountName() : name, at));
        if (known.state() == State.INSTALLED) {
            acknowledgements.add(jdbc, new Acknowledgement.Content(known.id(), null, "approve", null));
        }
        return Effect.APPLIED;
    }

    private Effect onTrial(JdbcClient jdbc, Event.OnTrial event, Installation known) {
        @Nullable Trial before = known.trial();
        if (before != null && before.saidAt().isAfter(event.head().createdAt())) {
            return Effect.STALE;
        }
        installations.put(
                jdbc, known.with(new Trial(event.endsAt(), event.head().createdAt())));
        return Effect.APPLIED;
    }

    private static Installation announced(Customer customer) {
        return new Installation(
                customer.installation(),
                customer.accountId(),
                customer.accountName(),
                Instant.EPOCH,
                State.ANNOUNCED,
                Instant.EPOCH,
                null,
                null);
    }
}
