package dev.tokenvending.appconnect;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Set;

/** How many events came, and what became of them; a type we do not know counts as {@code other}. */
record EventMeters(MeterRegistry meters) {

    private static final Set<String> TYPES = Set.of(
            "app.installed",
            "app.updated",
            "app.uninstalled",
            "app.trial_started",
            "app.trial_extended",
            "app.trial_ended",
            "app.credentials_rotated",
            "user.logout");

    void count(Taken taken) {
        switch (taken) {
            case Taken.Accepted(var event) ->
                meters.counter(
                                "appconnect.events",
                                "type",
                                TYPES.contains(event.type()) ? event.type() : "other",
                                "effect",
                                event.effect().name().toLowerCase(Locale.ROOT))
                        .increment();
            case Taken.Refused(String reason) -> refused(reason);
            case Taken.Unread(var _, String reason) -> refused(reason);
            case Taken.Unavailable(String reason) -> refused(reason);
        }
    }

    private void refused(String reason) {
        meters.counter("appconnect.events.refused", "reason", reason).increment();
    }
}
