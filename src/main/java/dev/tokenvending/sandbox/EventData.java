package dev.tokenvending.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code data} of each type of event, as Talkdesk documents it (docs.talkdesk.com, Events API). */
final class EventData {

    private static final Duration TRIAL = Duration.ofDays(14);

    private EventData() {}

    /**
     * Writes what happened to an installation.
     *
     * @param credentials of the new client, where the type tells of one
     */
    static Map<String, Object> of(
            EventType type, SandboxInstallation installation, Instant at, Map<String, Object> credentials) {
        var data = new LinkedHashMap<String, Object>();
        data.put("installation_id", installation.id());
        data.put("account_id", installation.accountId());
        if (namesTheAccount(type)) {
            data.put("account_name", installation.accountName());
        }
        data.putAll(
                switch (type) {
                    case APP_INSTALLED, CREDENTIALS_ROTATED -> credentials;
                    case APP_UPDATED -> Map.of("subscription", Map.of("licenses", "25"));
                    case APP_UNINSTALLED -> Map.of("reason", reason());
                    case TRIAL_STARTED -> Map.of("expires_at", type.time(at.plus(TRIAL)));
                    case TRIAL_EXTENDED -> Map.of("expires_at", type.time(at.plus(TRIAL.multipliedBy(2))));
                    case TRIAL_ENDED -> end(type.time(at));
                    case USER_LOGOUT -> user();
                });
        return data;
    }

    private static boolean namesTheAccount(EventType type) {
        return switch (type) {
            case APP_INSTALLED, APP_UPDATED, APP_UNINSTALLED, CREDENTIALS_ROTATED -> true;
            case TRIAL_STARTED, TRIAL_EXTENDED, TRIAL_ENDED, USER_LOGOUT -> false;
        };
    }

    private static Map<String, Object> reason() {
        var reason = new LinkedHashMap<String, Object>();
        reason.put("type", "other");
        reason.put("message", "Uninstalled in the sandbox");
        return reason;
    }

    private static Map<String, Object> end(String time) {
        var end = new LinkedHashMap<String, Object>();
        end.put("expires_at", time);
        end.put("ended_at", time);
        end.put("ended_reason", "trial_expired");
        end.put("ended_by", "system");
        return end;
    }

    private static Map<String, Object> user() {
        var user = new LinkedHashMap<String, Object>();
        user.put("user_id", SandboxUser.ANA.id());
        user.put("user_email", SandboxUser.ANA.email());
        return user;
    }
}
