package dev.tokenvending;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Every run tries a law on the same values, unless it has a seed of its own; {@code -Dlaws.seed=7} takes others. */
public final class LawsSeed implements AroundPropertyHook {

    private static final String SEED = System.getProperty("laws.seed", "20261122");

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext law, PropertyExecutor executor) {
        if (law.attributes().seed().isEmpty()) {
            law.attributes().setSeed(SEED);
        }
        return executor.execute();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
