package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.TestTicker;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyMetersTests {

    private final TestIssuer issuer = TestIssuer.start();
    private final TestTicker ticker = new TestTicker();
    private final KeySources sources = TestCallers.keys(ticker);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TestCallers callers = TestCallers.of(sources, issuer.settings(0, "customers"));
    private Callers inForce = withoutIssuers();
    private final KeyMeters meters = new KeyMeters(registry, () -> inForce);

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void keysWhenFetchedAndThenNotToBeHadThenTheirAgeAndTheFailureShow() {
        assertThat(registry.getMeters()).isEmpty();
        replace(callers.callers());
        assertThat(gauge("token.vending.issuer.keys.age")).isNaN();
        assertThat(gauge("token.vending.issuer.keys.failing")).isZero();

        callers.bearer(issuer.token().sign());
        ticker.advance(Duration.ofMinutes(10));
        assertThat(gauge("token.vending.issuer.keys.age")).isEqualTo(600);

        issuer.answers(500, "");
        callers.bearer(issuer.token().sign());
        assertThat(gauge("token.vending.issuer.keys.age")).isEqualTo(600);
        assertThat(gauge("token.vending.issuer.keys.failing")).isEqualTo(1);
    }

    /** Or else an issuer whose keys cannot be had is told of for ever once it is gone. */
    @Test
    void keysWhenNoIssuerInForceHasThemThenNotShown() {
        replace(callers.callers());
        replace(withoutIssuers());
        assertThat(registry.getMeters()).isEmpty();
    }

    /** Put in anew, they are there twice for a moment, in which Prometheus cannot be told anything. */
    @Test
    void keysWhenConfigurationIsReplacedThenTheirMetersStay() {
        replace(callers.callers());
        List<Meter> before = registry.getMeters();
        Callers again = TestCallers.of(sources, issuer.settings(0, "customers")).callers();
        replace(again);
        assertThat(registry.getMeters())
                .usingElementComparator((one, other) -> System.identityHashCode(one) - System.identityHashCode(other))
                .containsExactlyInAnyOrderElementsOf(before)
                .hasSize(2);
    }

    private static Callers withoutIssuers() {
        return TestCallers.of("DEFAULT_USERNAME=app-user", "DEFAULT_PASSWORD=correct-horse-battery")
                .callers();
    }

    private void replace(Callers next) {
        inForce = next;
        meters.on(new ConfigurationEvent.Replaced(Fingerprint.of("next")));
    }

    private double gauge(String name) {
        return registry.get(name).tag("keys", issuer.origin() + "/jwks").gauge().value();
    }
}
