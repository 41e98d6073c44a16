package dev.tokenvending.policy;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A named policy: a check, and whether it counts. */
record Policy(String name, Mode mode, Check check) {

    private static final Logger log = LoggerFactory.getLogger(Policy.class);

    boolean isEnforced() {
        return mode == Mode.ENFORCE;
    }

    /** What the check finds; whatever goes wrong with it, somebody else's code included, is a refusal. */
    Finding decide(PolicyInput input, Hearing hearing) {
        try {
            return check.decide(input, isEnforced() ? hearing : hearing.inShadow());
        } catch (CompletionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return failed(e);
        }
    }

    /** Tells what failed and where, and not the message, which may quote whatever the policy has seen. */
    private Finding failed(Throwable reason) {
        StackTraceElement[] frames = reason.getStackTrace();
        log.warn(
                "Policy {} failed and therefore refuses: {} at {}",
                name,
                reason.getClass().getName(),
                frames.length == 0 ? "an unknown place" : frames[0]);
        return Finding.of(Decision.refused("policy_failed"));
    }
}
