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
import java.util.stream.Stream;
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

    /** Those that are there stay, whoever's they are by now: put in anew, they would be there twice for a moment. */
    private void show(MultiGauge gauge, ToDoubleFunction<RemoteKeys> value) {
        gauge.register(remoteKeys()
                .map(RemoteKeys::place)
                .map(place -> Row.of(Tags.of("keys", place), this, it -> it.valueOf(place, value)))
                .toList());
    }

    private double valueOf(String place, ToDoubleFunction<RemoteKeys> value) {
        return remoteKeys()
                .filter(keys -> keys.place().equals(place))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Stream<RemoteKeys> remoteKeys() {
        return callers.get().issuers().remoteKeys().stream();
    }
}
