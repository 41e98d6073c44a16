package dev.tokenvending.limits;

import dev.tokenvending.core.Quota;
import java.time.Duration;
import java.util.List;

/**
 * Whether a request of some key fits into all of its windows.
 *
 * @param retryAfter when one fits again, in whole seconds; zero when it fits now
 * @param quotas what is left of each window
 */
public record Allowance(boolean granted, Duration retryAfter, List<Quota> quotas) {

    public Allowance {
        quotas = List.copyOf(quotas);
    }
}
