package dev.tokenvending.policy;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Quota;
import java.util.List;

/**
 * What a check found.
 *
 * @param quotas what is left of the limits it looked at
 */
record Finding(Decision decision, List<Quota> quotas) {

    static Finding of(Decision decision) {
        return new Finding(decision, List.of());
    }
}
