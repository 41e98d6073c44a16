package dev.tokenvending.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Shows whether the sandbox plays Talkdesk, which nobody wants to find out from the phones. */
@Component
class SandboxMeter implements MeterBinder {

    private final boolean sandbox;

    SandboxMeter(Environment environment) {
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("token.vending.sandbox", () -> sandbox ? 1 : 0)
                .description("1 while the sandbox plays Talkdesk")
                .register(registry);
    }
}
