package dev.tokenvending.policy;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Quota;
import dev.tokenvending.limits.AddressKey;
import dev.tokenvending.limits.Allowance;
import dev.tokenvending.limits.Buckets;
import dev.tokenvending.policy.PoliciesProperties.LimitKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts requests by caller, app or address; all windows must have room, and only then is any of them spent. */
record LimitsCheck(Map<LimitKey, Buckets> buckets) implements Check {

    private static final String REASON = "rate_limited";

    @Override
    public Finding decide(PolicyInput input, Hearing hearing) {
        List<Allowance> estimates = buckets.entrySet().stream()
                .map(entry -> entry.getValue().estimate(key(entry.getKey(), input)))
                .toList();
        boolean open = estimates.stream().allMatch(Allowance::granted);
        return finding(open && !hearing.rehearsal() ? spend(input) : estimates);
    }

    /** Others may have been faster since the estimate, so that what was taken of one key may have to go back. */
    private List<Allowance> spend(PolicyInput input) {
        List<Allowance> spent = new ArrayList<>();
        List<Runnable> givingBack = new ArrayList<>();
        for (Map.Entry<LimitKey, Buckets> entry : buckets.entrySet()) {
            String key = key(entry.getKey(), input);
            Allowance allowance = entry.getValue().spend(key);
            spent.add(allowance);
            if (!allowance.granted()) {
                givingBack.forEach(Runnable::run);
                return spent;
            }
            givingBack.add(() -> entry.getValue().giveBack(key));
        }
        return spent;
    }

    private static Finding finding(List<Allowance> allowances) {
        Duration retryAfter = allowances.stream()
                .map(Allowance::retryAfter)
                .max(Duration::compareTo)
                .orElseThrow();
        List<Quota> quotas = allowances.stream()
                .flatMap(allowance -> allowance.quotas().stream())
                .toList();
        boolean granted = allowances.stream().allMatch(Allowance::granted);
        return new Finding(granted ? Decision.granted() : Decision.limited(REASON, retryAfter), quotas);
    }

    private static String key(LimitKey key, PolicyInput input) {
        return switch (key) {
            case CALLER -> key(input.caller());
            case APP -> input.app().id().value();
            case ADDRESS -> AddressKey.of(input.request().address());
        };
    }

    /** By all that makes a caller, with a length before the issuer: joined as they are, two callers could be one text. */
    private static String key(Caller caller) {
        return caller.kind() + " " + caller.issuer().length() + " " + caller.issuer() + caller.id();
    }
}
