package dev.tokenvending.vending;

import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.Ruling;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what each policy says, in shadow too. There are no more series than the settings have policies. */
class DecisionMeters {

    private final MeterRegistry registry;

    /** Looking one up in the registry costs more than most policies. */
    private final ConcurrentMap<Kind, Counter> counters = new ConcurrentHashMap<>();

    DecisionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(String policy, String mode, String decision) {}

    void ruled(Ruling ruling) {
        for (Judgement judgement : ruling.judgements()) {
            Kind kind = new Kind(
                    judgement.policy(), judgement.mode(), judgement.decision().wireName());
            counters.computeIfAbsent(kind, this::counter).increment();
        }
    }

    private Counter counter(Kind kind) {
        return Counter.builder("token.vending.decisions")
                .description("What policies said to requests")
                .tag("policy", kind.policy())
                .tag("mode", kind.mode())
                .tag("decision", kind.decision())
                .register(registry);
    }
}
