package com.example.rules;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TokenPolicy;

/** Grants tokens to some percent of the callers, and always to the same ones. */
class GradualRollout implements TokenPolicy {

    private final int percent;

    GradualRollout(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("business-rules.rollout-percent lies between 0 and 100");
        }
        this.percent = percent;
    }

    @Override
    public Decision decide(PolicyInput input) {
        String caller = input.caller().issuer() + "/" + input.caller().id();
        int place = Math.floorMod(caller.hashCode(), 100);
        return place < percent ? Decision.granted() : Decision.refused("not_rolled_out_yet");
    }
}
