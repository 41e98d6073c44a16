package dev.tokenvending.policy;

import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TokenPolicy;
import java.util.function.Supplier;

/** Asks a {@link TokenPolicy} that somebody has written in Java. */
record BeanCheck(Supplier<TokenPolicy> bean) implements Check {

    @Override
    public Finding decide(PolicyInput input, Hearing hearing) {
        return Finding.of(bean.get().decide(input));
    }
}
