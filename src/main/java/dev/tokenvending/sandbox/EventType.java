package dev.tokenvending.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of AppConnect event, by the name it comes with (docs.talkdesk.com, Events API). */
enum EventType {
    APP_INSTALLED("app.installed"),
    APP_UPDATED("app.updated"),
    APP_UNINSTALLED("app.uninstalled"),
    TRIAL_STARTED("app.trial_started"),
    TRIAL_EXTENDED("app.trial_extended"),
    TRIAL_ENDED("app.trial_ended"),
    CREDENTIALS_ROTATED("app.credentials_rotated"),
    USER_LOGOUT("user.logout");

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Talkdesk's examples show two formats, so an app has to read both. */
    String time(Instant instant) {
        return switch (this) {
            case APP_INSTALLED, APP_UNINSTALLED, CREDENTIALS_ROTATED, USER_LOGOUT -> instant.toString();
            case APP_UPDATED, TRIAL_STARTED, TRIAL_EXTENDED, TRIAL_ENDED ->
                WITH_OFFSET.format(instant.atOffset(ZoneOffset.UTC));
        };
    }

    static Optional<EventType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(EventType::label).collect(Collectors.joining(", "));
    }
}
