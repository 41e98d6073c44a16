package dev.tokenvending.appconnect;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Shows what is held of the keys by which Talkdesk signs its events; however many ids are sent, in three series. */
final class SignatureKeyMeters {

    private SignatureKeyMeters() {}

    static void show(SignatureKeys keys, MeterRegistry registry) {
        Gauge.builder("appconnect.signature.keys", keys, it -> it.ages().size())
                .description("Keys of event signatures that are held")
                .register(registry);
        Gauge.builder("appconnect.signature.keys.age", keys, SignatureKeyMeters::oldest)
                .description("How long ago the oldest of them was fetched")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("appconnect.signature.keys.failing", keys, it -> it.isFailing() ? 1 : 0)
                .description("1 while keys of event signatures cannot be fetched")
                .register(registry);
    }

    private static double oldest(SignatureKeys keys) {
        List<Duration> ages = keys.ages();
        return ages.isEmpty() ? Double.NaN : Collections.max(ages).toSeconds();
    }
}
