package dev.tokenvending.vending;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.signin.SignInDesk;
import dev.tokenvending.signin.SignInDesk.Begun;
import dev.tokenvending.signin.SignInSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sign-in of an app's users, for callers whom the policies let through. */
public class Authorizations {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Optional<Outcome> NOT_OF_APP = Optional.of(new Outcome.Denied("caller_not_of_app"));

    private final AccountFinder accounts;
    private final @Nullable SignInDesk desk;

    /** @param desk absent when no user can sign in */
    Authorizations(AccountFinder accounts, @Nullable SignInDesk desk) {
        this.accounts = accounts;
        this.desk = desk;
    }

    /** What came of a wish to sign in. */
    public sealed interface Start {

        /**
         * It has begun.
         *
         * @param url where the user goes; there is a secret in it
         */
        record Begun(Ruling ruling, URI url, Duration expiresIn) implements Start {

            @Override
            public String toString() {
                return "Begun[hidden]";
            }
        }

        /** It has not. */
        record Ended(Answer answer) implements Start {}
    }

    /** Begins a sign-in, if the policies grant what it is for. */
    public Start begin(Configuration configuration, PolicyInput asked, Deadline deadline) {
        Vending vending = configuration.part(Vending.class);
        SignInSettings settings = configuration.part(SignInSettings.class);
        Ruling ruling = vending.decide(asked, deadline);
        return switch (ruling.decision()) {
            case Decision.Granted _, Decision.Narrowed _ -> begin(vending, settings, asked, ruling);
            case Decision.Refused(String reason) -> ended(ruling, new Outcome.Denied(reason));
            case Decision.Limited limited -> ended(ruling, new Outcome.Limited(limited.reason(), limited.retryAfter()));
        };
    }

    private Start begin(Vending vending, SignInSettings settings, PolicyInput asked, Ruling ruling) {
        return switch (accounts.find(vending, asked.app().account(), asked.caller())) {
            case ChosenAccount.Configured(Account account) -> begin(settings, asked, ruling, account);
            case ChosenAccount.Installed(var found) -> begin(settings, asked, ruling, found.current());
            case ChosenAccount.None(Outcome outcome) -> ended(ruling, outcome);
        };
    }

    private Start begin(SignInSettings settings, PolicyInput asked, Ruling ruling, Account account) {
        if (account.authorizationUrl() == null) {
            return ended(ruling, new Outcome.Denied("no_authorization_url"));
        }
        Begun begun = desk().begin(settings, asked.caller(), asked.app(), account);
        return switch (begun) {
            case Begun.Started(URI url, Duration expiresIn) -> new Start.Begun(ruling, url, expiresIn);
            case Begun.TooMany(Duration retryAfter) ->
                ended(ruling, new Outcome.Limited("too_many_sign_ins", retryAfter));
            case Begun.Unavailable _ ->
                ended(ruling, new Unavailable(Upstream.silent("store_unavailable"), RETRY_AFTER));
        };
    }

    private static Start ended(Ruling ruling, Outcome outcome) {
        return new Start.Ended(new Answer(ruling, null, outcome, Spent.NOTHING));
    }

    /** Puts into effect what the code stands for, if it is this caller's for this app; else the outcome says why not. */
    public Optional<Outcome> redeem(String code, Caller caller, App app) {
        return app.admits(caller) ? desk().redeem(code, caller, app) : NOT_OF_APP;
    }

    /** Forgets all there is of this caller's user for this app; if it cannot, the outcome says why not. */
    public Optional<Outcome> forget(Caller caller, App app) {
        return app.admits(caller) ? desk().forget(caller, app) : NOT_OF_APP;
    }

    /** Apps of that grant are refused where there is no sign-in. */
    private SignInDesk desk() {
        return Objects.requireNonNull(desk);
    }
}
