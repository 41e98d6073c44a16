package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.core.CustomerEvent.Effect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMetersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventMeters meters = new EventMeters(registry);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.installed",
                "app.updated",
                "app.uninstalled",
                "app.trial_started",
                "app.trial_extended",
                "app.trial_ended",
                "app.credentials_rotated",
                "user.logout"
            })
    void countWhenTypeIsKnownThenByIt(String type) {
        meters.count(accepted(type, Effect.APPLIED));
        meters.count(accepted(type, Effect.APPLIED));
        assertThat(events(type, "applied")).isEqualTo(2);
    }

    /** Whoever may sign events could otherwise make a series of each word. */
    @Test
    void countWhenTypesAreUnknownThenTogether() {
        meters.count(accepted("app.unheard_of", Effect.RECORDED));
        meters.count(accepted("App.Installed", Effect.RECORDED));
        assertThat(events("other", "recorded")).isEqualTo(2);
        assertThat(registry.find("appconnect.events").counters()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void countWhenAcceptedThenByItsEffect(Effect effect) {
        meters.count(accepted("app.updated", effect));
        assertThat(events("app.updated", effect.name().toLowerCase(Locale.ROOT)))
                .isOne();
        assertThat(registry.find("appconnect.events.refused").counters()).isEmpty();
    }

    @Test
    void countWhenNotTakenThenByTheReason() {
        meters.count(new Taken.Refused("wrong_signature"));
        meters.count(new Taken.Refused("wrong_signature"));
        meters.count(new Taken.Unavailable("store_unavailable"));
        assertThat(refused("wrong_signature")).isEqualTo(2);
        assertThat(refused("store_unavailable")).isOne();
        assertThat(registry.find("appconnect.events").counters()).isEmpty();
    }

    private double events(String type, String effect) {
        return registry.get("appconnect.events")
                .tags("type", type, "effect", effect)
                .counter()
                .count();
    }

    private double refused(String reason) {
        return registry.get("appconnect.events.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static Taken accepted(String type, Effect effect) {
        return new Taken.Accepted(new CustomerEvent("e1", type, TestEvents.APP, null, null, TestEvents.NOON, effect));
    }
}
