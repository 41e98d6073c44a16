package dev.tokenvending.reload;

import dev.tokenvending.core.ConfigurationEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;

/** Counts reloads, and shows whether the last one was refused. */
class ConfigurationMeters {

    private static final String RELOADS = "token.vending.configuration.reloads";

    private final MeterRegistry meters;

    ConfigurationMeters(MeterRegistry meters, Configurations configurations) {
        this.meters = meters;
        Gauge.builder(
                        "token.vending.configuration.refused",
                        configurations,
                        it -> it.problems().isEmpty() ? 0 : 1)
                .description("1 while the files hold a configuration that was refused")
                .register(meters);
        meters.counter(RELOADS, "outcome", "replaced");
        meters.counter(RELOADS, "outcome", "refused");
    }

    @EventListener
    void on(ConfigurationEvent event) {
        String outcome = switch (event) {
            case ConfigurationEvent.Replaced _ -> "replaced";
            case ConfigurationEvent.Refused _ -> "refused";
        };
        meters.counter(RELOADS, "outcome", outcome).increment();
    }
}
