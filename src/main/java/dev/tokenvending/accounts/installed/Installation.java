package dev.tokenvending.accounts.installed;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's installation of one of our apps.
 *
 * @param accountId of the customer's Talkdesk account
 * @param accountName the host label of that account; some events do not tell it
 * @param namedAt when the event was made that told the name
 * @param stateAt when the event was made that brought the state about, by Talkdesk's clock
 * @param links none until an event that brings them has come
 * @param trial absent without one
 */
public record Installation(
        InstallationId id,
        String accountId,
        @Nullable String accountName,
        Instant namedAt,
        State state,
        Instant stateAt,
        @Nullable Links links,
        @Nullable Trial trial) {

    /** Whether it is served. */
    public enum State {
        /** Other events have come before that of its installation. */
        ANNOUNCED,
        INSTALLED,
        REJECTED,
        UNINSTALLED
    }

    /**
     * A time to try the app out.
     *
     * @param endsAt when it ends or has ended
     * @param saidAt when the event was made that said so
     */
    public record Trial(Instant endsAt, Instant saidAt) {}

    /**
     * Where Talkdesk is for this customer.
     *
     * @param authorizationUrl where users sign in; absent when Talkdesk has not told
     */
    public record Links(URI apiRoot, URI tokenUrl, @Nullable URI authorizationUrl) {}

    public Installation as(State newState, Instant at) {
        return new Installation(id, accountId, accountName, namedAt, newState, at, links, trial);
    }

    public Installation with(Trial newTrial) {
        return new Installation(id, accountId, accountName, namedAt, state, stateAt, links, newTrial);
    }

    public Installation with(Links newLinks) {
        return new Installation(id, accountId, accountName, namedAt, state, stateAt, newLinks, trial);
    }

    public Installation named(@Nullable String newName, Instant at) {
        return new Installation(id, accountId, newName, at, state, stateAt, links, trial);
    }
}
