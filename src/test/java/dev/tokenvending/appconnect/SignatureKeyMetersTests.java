package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.caller.TestIssuer;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.settings.TestSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignatureKeyMetersTests {

    private static final String KEY = Base64.getEncoder()
            .encodeToString(TestSignatures.keyPair("secp256r1").getPublic().getEncoded());

    private final TestIssuer server = TestIssuer.start();
    private final TestTicker ticker = new TestTicker();
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(1));
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SignatureKeys keys = new SignatureKeys(
            AppConnectSettings.read(
                    TestSettings.of("appconnect.signature-key-url=" + server.origin() + "/events/keys/{id}")),
            http,
            ticker);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void keysWhenAskedForThenThoseHeldTheirAgeAndTheFailureShowInThreeSeries() {
        SignatureKeyMeters.show(keys, registry);
        assertThat(gauge("appconnect.signature.keys")).isZero();
        assertThat(gauge("appconnect.signature.keys.age")).isNaN();

        server.answers(200, KEY);
        keys.find("key-1", "203.0.113.7");
        ticker.advance(Duration.ofHours(1));
        keys.find("key-2", "203.0.113.7");
        assertThat(gauge("appconnect.signature.keys")).isEqualTo(2);
        assertThat(gauge("appconnect.signature.keys.age")).isEqualTo(3_600);
        assertThat(gauge("appconnect.signature.keys.failing")).isZero();

        server.answers(500, "");
        keys.find("key-3", "203.0.113.7");
        assertThat(gauge("appconnect.signature.keys.failing")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(3);

        server.answers(404, "");
        keys.find("key-4", "203.0.113.7");
        assertThat(gauge("appconnect.signature.keys.failing")).isZero();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
