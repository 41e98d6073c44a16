package dev.tokenvending.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a compiled CEL expression: true grants; false, and whatever keeps it from being either, refuses. */
final class CelRule implements Check {

    private static final Logger log = LoggerFactory.getLogger(CelRule.class);

    private final String policy;
    private final CelRuntime.Program program;
    private final AtomicBoolean told = new AtomicBoolean();

    CelRule(String policy, CelRuntime.Program program) {
        this.policy = policy;
        this.program = program;
    }

    @Override
    public Finding decide(PolicyInput input, Hearing hearing) {
        try {
            Map<String, @Nullable Object> values = new HashMap<>();
            Object result = program.eval(name ->
                    Optional.ofNullable(values.computeIfAbsent(name, known -> RuleVariable.valueOf(known, input))));
            if (Boolean.TRUE.equals(result)) {
                return Finding.of(Decision.granted());
            }
            return Boolean.FALSE.equals(result)
                    ? Finding.of(Decision.refused("rule_false"))
                    : failed(CelErrorCode.INTERNAL_ERROR);
        } catch (CelEvaluationException e) {
            return failed(e.getErrorCode());
        } catch (RuntimeException | StackOverflowError e) {
            return failed(CelErrorCode.INTERNAL_ERROR);
        }
    }

    /** Says why only once, and by the kind of error alone: CEL's own message quotes what the caller sent. */
    private Finding failed(CelErrorCode error) {
        if (told.compareAndSet(false, true)) {
            log.warn(
                    "Policy {}: its rule could not be evaluated for a request ({}), which is a refusal; said only this"
                            + " once",
                    policy,
                    error);
        }
        return Finding.of(Decision.refused("rule_error"));
    }
}
