package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.TestTicker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyMetersTests {

    private final TestIssuer issuer = TestIssuer.start();
    private final TestTicker ticker = new TestTicker();
    private final KeySources sources = TestCallers.keys(ticker);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final KeyMeters meters = new KeyMeters(registry, sources);
    private final TestCallers callers = TestCallers.of(sources, issuer.settings(0, "customers"));

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void keysWhenFetchedAndThenNotToBeHadThenTheirAgeAndTheFailureShow() {
        assertThat(registry.getMeters()).isEmpty();
        meters.on(new ConfigurationEvent.Replaced(Fingerprint.of("next")));
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

    private double gauge(String name) {
        return registry.get(name).tag("keys", issuer.origin() + "/jwks").gauge().value();
    }
}
