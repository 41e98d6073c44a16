package dev.tokenvending.caller;

import dev.tokenvending.caller.keys.RemoteKeys;
import dev.tokenvending.core.ConfigurationEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;

/**
 * Shows how old the keys of issuers are, and whether they can be had; one series for each place that publishes some for the
 * callers in force.
 */
class KeyMeters {

    private final Supplier<Callers> callers;
    private final MultiGauge ages;
    private final MultiGauge failing;

    KeyMeters(MeterRegistry registry, Supplier<Callers> callers) {
        this.callers = callers;
        this.ages = MultiGauge.builder("token.vending.issuer.keys.age")
                .description("How long ago the keys of issuers that are held were fetched")
                .baseUnit("seconds")
                .register(registry);
        this.failing = MultiGauge.builder("token.vending.issuer.keys.failing")
                .description("1 while the keys of issuers cannot be fetched")
                .register(registry);
        show();
    }

    @EventListener
    void on(ConfigurationEvent.Replaced event) {
        show();
    }

    private void show() {
        show(
                ages,
                keys -> keys.age()
                        .map(Duration::toSeconds)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN));
        show(failing, keys -> keys.isFailing() ? 1 : 0);
    }

    private void show(MultiGauge gauge, ToDoubleFunction<RemoteKeys> value) {
        gauge.register(
                callers.get().issuers().remoteKeys().stream()
                        .map(keys -> Row.of(Tags.of("keys", keys.place()), keys, value))
                        .toList(),
                true);
    }
}
