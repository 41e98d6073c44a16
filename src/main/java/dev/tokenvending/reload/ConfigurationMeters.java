package dev.tokenvending.reload;

import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;

/** Counts reloads, and shows whether the last one was refused and how old the configuration in force is. */
class ConfigurationMeters {

    private static final String RELOADS = "token.vending.configuration.reloads";

    private final MeterRegistry meters;
    private final Ticker ticker;
    private volatile long replacedNanos;

    ConfigurationMeters(MeterRegistry meters, Configurations configurations, Ticker ticker) {
        this.meters = meters;
        this.ticker = ticker;
        this.replacedNanos = ticker.nanos();
        Gauge.builder("token.vending.configuration.age", this, ConfigurationMeters::age)
                .description("How long the configuration has been in force here")
                .baseUnit("seconds")
                .register(meters);
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
            case ConfigurationEvent.Replaced _ -> {
                replacedNanos = ticker.nanos();
                yield "replaced";
            }
            case ConfigurationEvent.Refused _ -> "refused";
        };
        meters.counter(RELOADS, "outcome", outcome).increment();
    }

    private double age() {
        return TimeUnit.NANOSECONDS.toSeconds(ticker.nanos() - replacedNanos);
    }
}
