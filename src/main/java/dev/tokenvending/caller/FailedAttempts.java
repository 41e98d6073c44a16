package dev.tokenvending.caller;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.limits.AddressKey;
import dev.tokenvending.limits.Allowance;
import dev.tokenvending.limits.BucketRegistry;
import dev.tokenvending.limits.Buckets;
import dev.tokenvending.limits.Window;
import dev.tokenvending.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The credentials that did not hold, counted by client address. Beyond a limit those that are expensive to check are not
 * checked any more; all others still are, so that somebody behind the same address locks nobody out who has one of them.
 */
public final class FailedAttempts {

    private static final int MOST = 1_000_000;

    private final Buckets buckets;

    private FailedAttempts(Buckets buckets) {
        this.buckets = buckets;
    }

    /** The limit of {@code token-vending.callers.failed-attempts-per-minute}, with what the registry has counted so far. */
    public static FailedAttempts read(Settings settings, BucketRegistry registry) {
        Integer configured = settings.read(FailedAttemptsProperties.class).failedAttemptsPerMinute();
        int limit = configured == null ? 0 : configured;
        if (limit < 1 || limit > MOST) {
            settings.problem(
                    "token-vending.callers.failed-attempts-per-minute", "must lie between 1 and " + MOST + ".", "600");
        }
        Window window = new Window("failed-attempts", Math.max(1, limit), Duration.ofMinutes(1));
        return new FailedAttempts(registry.buckets("failed attempts", List.of(window)));
    }

    /** Those the request's configuration counts by. */
    static FailedAttempts of(HttpServletRequest request) {
        return ((Configuration) Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION)))
                .part(FailedAttempts.class);
    }

    /** Notes that a credential from this address did not hold. */
    void count(String address) {
        buckets.spend(AddressKey.of(address));
    }

    /**
     * Before a credential is checked.
     *
     * @param expensive whether checking it is
     * @throws TooManyFailedAttemptsException when it must not be
     */
    void check(boolean expensive, String address) {
        if (!expensive) {
            return;
        }
        Allowance allowance = buckets.estimate(AddressKey.of(address));
        if (!allowance.granted()) {
            throw new TooManyFailedAttemptsException(allowance.retryAfter());
        }
    }
}
