package dev.tokenvending.signin;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of the users who have signed in. The store is asked each time: a sign-in that is over is over on every instance at
 * once, and of all who want a new token one renews it, on whatever instance they are.
 */
public class SignedInTokens {

    private static final Logger log = LoggerFactory.getLogger(SignedInTokens.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Store store;
    private final SignIns signIns;
    private final Seals seals;
    private final Renewals renewals;
    private final Ticker ticker;
    private final Pause pause;

    SignedInTokens(Store store, SignIns signIns, Seals seals, Renewals renewals, Ticker ticker, Pause pause) {
        this.store = store;
        this.signIns = signIns;
        this.seals = seals;
        this.renewals = renewals;
        this.ticker = ticker;
        this.pause = pause;
    }

    /** What came of a wish, and where the time went. */
    public record Answer(Outcome outcome, Spent spent) {}

    /** What is to be done next. */
    private sealed interface Next {

        record Answered(Outcome outcome) implements Next {}

        /** We renew it. */
        record Renew(SignIn signIn, String renewalId) implements Next {}

        /** Somebody else does. */
        record Wait(String renewalId) implements Next {}
    }

    /** A token of the caller's user, or the reason why not, before the deadline. */
    public Answer token(UserRequest asked) {
        long since = ticker.nanos();
        @Nullable String awaited = null;
        try {
            while (true) {
                switch (next(asked, awaited)) {
                    case Next.Answered(Outcome outcome) -> {
                        return new Answer(outcome, Spent.waiting(ticker.nanos() - since));
                    }
                    case Next.Renew(SignIn signIn, String renewalId) -> {
                        return renewals.renew(signIn, renewalId, asked);
                    }
                    case Next.Wait(String renewalId) -> awaited = renewalId;
                }
                if (asked.deadline().isOver()) {
                    return waited(new TimedOut(Upstream.silent("timeout")), since);
                }
                pause.last(asked.deadline().remaining(BETWEEN_LOOKS));
            }
        } catch (StoreUnavailableException e) {
            return waited(unavailable("store_unavailable"), since);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return waited(unavailable("shutting_down"), since);
        }
    }

    private Answer waited(Outcome outcome, long since) {
        return new Answer(outcome, Spent.waiting(ticker.nanos() - since));
    }

    /** @param awaited the renewal that has been waited for, absent at first */
    private Next next(UserRequest asked, @Nullable String awaited) {
        return store.inTransaction(jdbc -> {
            Optional<SignIn> found = signIns.find(jdbc, asked.whom());
            if (found.isEmpty()) {
                return required("not_signed_in");
            }
            SignIn signIn = found.get();
            if (!signIn.account().equals(asked.account().id())) {
                return required("other_account");
            }
            if (!signIn.scope().covers(asked.scope())) {
                return required("wider_scope");
            }
            if (asked.isServedBy(signIn) || (awaited != null && asked.isBearableWith(signIn))) {
                return new Next.Answered(held(signIn));
            }
            Optional<SignIn.Renewal> renewal = signIn.renewalUnderWay();
            if (renewal.isPresent()) {
                return asked.isBearableWith(signIn)
                        ? new Next.Answered(held(signIn))
                        : new Next.Wait(renewal.get().id());
            }
            if (awaited != null && awaited.equals(signIn.failedRenewalId())) {
                // Those who wait for one call share what comes of it.
                return new Next.Answered(unavailable("renewal_failed"));
            }
            String renewalId = OneTime.fresh().value();
            return signIns.claim(jdbc, signIn, renewalId, Renewals.LEASE)
                    ? new Next.Renew(signIn, renewalId)
                    : new Next.Wait(renewalId);
        });
    }

    private static Next required(String reason) {
        return new Next.Answered(new SignInRequired(reason));
    }

    private Outcome held(SignIn signIn) {
        SignIn.Access access = Objects.requireNonNull(signIn.access());
        try {
            String value = seals.open(access.sealed(), signIn.accessRow());
            Deadline expiry =
                    new Deadline(ticker, ticker.nanos() + signIn.left().toNanos(), access.life());
            return new Outcome.Vended(new AccessToken(value, access.scope(), expiry), true);
        } catch (BrokenSealException e) {
            log.error("The token of a signed-in user cannot be read: {}", e.code());
            return new SignInRequired("seal_" + e.code());
        }
    }

    static Unavailable unavailable(String reason) {
        return new Unavailable(Upstream.silent(reason), RETRY_AFTER);
    }
}
