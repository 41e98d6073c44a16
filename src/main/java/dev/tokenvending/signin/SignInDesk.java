package dev.tokenvending.signin;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a caller begins the sign-in of its user, puts it into effect, and ends it. */
public class SignInDesk {

    private final Store store;
    private final PendingSignIns pending;
    private final SignInCodes codes;
    private final SignIns signIns;

    SignInDesk(Store store, PendingSignIns pending, SignInCodes codes, SignIns signIns) {
        this.store = store;
        this.pending = pending;
        this.codes = codes;
        this.signIns = signIns;
    }

    /** What came of a wish to sign in. */
    public sealed interface Begun {

        /**
         * The user may go there.
         *
         * @param url of Talkdesk's page, with a secret in it
         */
        record Started(URI url, Duration expiresIn) implements Begun {

            @Override
            public String toString() {
                return "Started[hidden]";
            }
        }

        /** There are as many users on their way as there may be. */
        record TooMany(Duration retryAfter) implements Begun {}

        /** The store cannot be asked. */
        record Unavailable() implements Begun {}
    }

    /**
     * Begins one.
     *
     * @param app one of users
     * @param account one that has an authorization URL
     */
    public Begun begin(SignInSettings settings, Caller caller, App app, Account account) {
        OneTime state = OneTime.fresh();
        Pending one = new Pending(
                caller.issuer(),
                caller.id(),
                app.id().value(),
                account.id().value(),
                appConnectId(app),
                app.scope().toString(),
                returnTo(app),
                Objects.requireNonNull(settings.redirectUri()),
                OneTime.fresh().value(),
                settings.pkce() ? OneTime.fresh().value() : null);
        try {
            return store.inTransaction(jdbc -> pending.add(jdbc, state, one, settings.mostPending()))
                    ? new Begun.Started(AuthorizationUrl.of(account, one, state), PendingSignIns.LIFE)
                    : new Begun.TooMany(PendingSignIns.LIFE.dividedBy(10));
        } catch (StoreUnavailableException e) {
            return new Begun.Unavailable();
        }
    }

    private static URI returnTo(App app) {
        return switch (app.grant()) {
            case Grant.AuthorizationCode(URI returnTo) -> returnTo;
            case Grant.ClientCredentials _ -> throw new IllegalArgumentException("Nobody signs in for " + app.id());
        };
    }

    private static @Nullable String appConnectId(App app) {
        return switch (app.account()) {
            case AccountChoice.Configured _ -> null;
            case AccountChoice.OfCaller ofCaller -> ofCaller.appConnectId();
        };
    }

    /**
     * Puts into effect what a code stands for, if it is this caller's and app's; whatever comes of it, the code is used.
     *
     * @return why not, empty when it is in effect
     */
    public Optional<Outcome> redeem(String code, Caller caller, App app) {
        SignInFor whom = SignInFor.of(caller, app.id());
        try {
            return redeem(new OneTime(code), whom);
        } catch (DuplicateKeyException e) {
            // Another of this caller's was put into effect at the same moment; this one takes its place.
            return redeem(new OneTime(code), whom);
        }
    }

    private Optional<Outcome> redeem(OneTime code, SignInFor whom) {
        return done(jdbc -> {
            Optional<Granted> granted = codes.take(jdbc, code, whom);
            granted.ifPresent(it -> signIns.put(jdbc, whom, it));
            return granted.isPresent() ? Optional.empty() : Optional.of(new Outcome.SignInRequired("code_not_good"));
        });
    }

    /**
     * Forgets all there is of a caller's user.
     *
     * @return why that is not possible just now, empty when it is done
     */
    public Optional<Outcome> forget(Caller caller, App app) {
        SignInFor whom = SignInFor.of(caller, app.id());
        return done(jdbc -> {
            pending.forget(jdbc, whom);
            codes.forget(jdbc, whom);
            signIns.forget(jdbc, whom);
            return Optional.empty();
        });
    }

    private Optional<Outcome> done(Function<JdbcClient, Optional<Outcome>> work) {
        try {
            return store.inTransaction(work);
        } catch (StoreUnavailableException e) {
            return Optional.of(SignedInTokens.unavailable("store_unavailable"));
        }
    }

    /** Within the transaction in which the event is taken. */
    @EventListener
    void on(UserLoggedOut gone) {
        store.inTransaction(jdbc -> {
            codes.forget(jdbc, gone);
            signIns.forget(jdbc, gone);
            return true;
        });
    }

    /** Deletes what has expired. */
    void tidy() {
        try {
            store.inTransaction(jdbc -> {
                pending.tidy(jdbc);
                codes.tidy(jdbc);
                return true;
            });
        } catch (StoreUnavailableException e) {
            // It stays until the next time; nobody can use it.
        }
    }
}
