package dev.tokenvending.reuse;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was handed out again, what was fetched for somebody, and what was renewed. */
class ReuseMeters {

    private final MeterRegistry registry;
    private final Counter reused;
    private final Counter fetched;
    private final Counter renewed;
    private final Counter renewalsFailed;

    ReuseMeters(MeterRegistry registry) {
        this.registry = registry;
        this.reused = handedOut("true");
        this.fetched = handedOut("false");
        this.renewed = renewals("issued");
        this.renewalsFailed = renewals("failed");
    }

    private Counter handedOut(String reused) {
        return Counter.builder("token.vending.reuse")
                .description("Tokens handed out of those that may be shared")
                .tag("reused", reused)
                .register(registry);
    }

    private Counter renewals(String outcome) {
        return Counter.builder("token.vending.reuse.renewals")
                .description("Renewals of held tokens")
                .tag("outcome", outcome)
                .register(registry);
    }

    void watch(Cache<?, ?> tokens) {
        Gauge.builder("token.vending.reuse.held", tokens, Cache::estimatedSize)
                .description("Tokens held at the moment")
                .register(registry);
    }

    void handedOut(boolean again) {
        (again ? reused : fetched).increment();
    }

    void renewed(Landing landing) {
        switch (landing) {
            case HeldToken _ -> renewed.increment();
            case Landing.Failed _ -> renewalsFailed.increment();
        }
    }
}
