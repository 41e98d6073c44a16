package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@WholeApp
class RequestMetersTests {

    private final int port;
    private final MeterRegistry meters;

    RequestMetersTests(@Value("${local.server.port}") int port, @Autowired MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @Test
    void requestWhenItEndsThenTimedByOutcomeAppAndKindOfCaller() {
        long vended = count("vended", "sdk-page", "basic");
        long unknown = count("unknown_app", "none", "basic");
        long nobody = count("unauthenticated", "none", "none");
        Wire.get("/token/sdk-page").asCaller().to(port);
        Wire.get("/token/sdk-page").asCaller().to(port);
        Wire.get("/token/none-such").asCaller().to(port);
        Wire.get("/token/sdk-page").to(port);
        // Just after the answer.
        await().untilAsserted(() -> {
            assertThat(count("vended", "sdk-page", "basic")).isEqualTo(vended + 2);
            assertThat(count("unknown_app", "none", "basic")).isEqualTo(unknown + 1);
            assertThat(count("unauthenticated", "none", "none")).isEqualTo(nobody + 1);
        });
    }

    @Test
    void requestWhenItEndsThenCountedByHowLongItTook() {
        Wire.get("/token/sdk-page").asCaller().to(port);
        await().untilAsserted(() -> assertThat(vendedUpTo("+Inf")).isPositive());
        assertThat(vendedUpTo("10.0")).isEqualTo(vendedUpTo("+Inf"));
        assertThat(vendedUpTo("3.0")).isBetween(vendedUpTo("1.0"), vendedUpTo("10.0"));
        assertThat(vendedUpTo("0.3")).isBetween(vendedUpTo("0.1"), vendedUpTo("1.0"));
    }

    private double vendedUpTo(String seconds) {
        String line = "token_vending_requests_seconds_bucket{app=\"sdk-page\",caller=\"basic\",outcome=\"vended\",le=\""
                + seconds + "\"} ";
        return Wire.get("/actuator/prometheus")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port)
                .body()
                .lines()
                .filter(it -> it.startsWith(line))
                .mapToDouble(it -> Double.parseDouble(it.substring(line.length())))
                .sum();
    }

    private long count(String outcome, String app, String caller) {
        Timer timer = meters.find("token.vending.requests")
                .tags("outcome", outcome, "app", app, "caller", caller)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
