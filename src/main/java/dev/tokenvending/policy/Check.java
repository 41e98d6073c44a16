package dev.tokenvending.policy;

import dev.tokenvending.core.PolicyInput;

/** One way to come to a decision: a rule, limits, a remote service, a bean. */
interface Check {

    /** What it finds; may throw, which its policy takes for a refusal. */
    Finding decide(PolicyInput input, Hearing hearing);
}
