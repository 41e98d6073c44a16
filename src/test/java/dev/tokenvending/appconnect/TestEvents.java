package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.settings.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events as Talkdesk's reference shows them (docs.talkdesk.com, Events API), good unless changed. */
final class TestEvents {

    static final String APP = "f918-app-46ce";
    static final String INSTALLATION = "9514-inst-08c5";
    static final String ACCOUNT = "052c-acc-f273";
    static final String USER = "5f1d-user-88ab";
    static final String SIGN_IN = "https://starship.talkdeskid.com/oauth/authorize";
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private TestEvents() {}

    /** Ours, on Talkdesk's domains. */
    static AppConnectApps apps() {
        return AppConnectApps.read(TestSettings.of("appconnect.app-ids=" + APP));
    }

    static Map<String, Object> of(String id, String type, Instant createdAt, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("created_at", createdAt.toString());
        event.put("api_version", "1");
        event.put("type", type);
        event.put("app_id", APP);
        event.put("data", new LinkedHashMap<>(data));
        return event;
    }

    static Map<String, Object> installed(String id, Instant at) {
        return withLinks(of(id, "app.installed", at, credentials("client-" + id)), "https://api.talkdeskapp.com");
    }

    static Map<String, Object> rotated(String id, Instant at) {
        return withLinks(
                of(id, "app.credentials_rotated", at, credentials("client-" + id)), "https://api.talkdeskapp.com");
    }

    static Map<String, Object> uninstalled(String id, Instant at) {
        Map<String, Object> data = customer();
        data.put("reason", Map.of("type", "other", "message", "no longer needed"));
        return of(id, "app.uninstalled", at, data);
    }

    static Map<String, Object> trial(String id, String type, Instant at, Instant end) {
        Map<String, Object> data = customer();
        data.remove("account_name");
        data.put(type.equals("app.trial_ended") ? "ended_at" : "expires_at", end.toString());
        return of(id, type, at, data);
    }

    static Map<String, Object> loggedOut(String id, Instant at) {
        Map<String, Object> data = customer();
        data.remove("account_name");
        data.put("user_id", USER);
        data.put("user_email", "anna@starship.example");
        return of(id, "user.logout", at, data);
    }

    static Map<String, Object> customer() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("installation_id", INSTALLATION);
        data.put("account_id", ACCOUNT);
        data.put("account_name", "starship");
        return data;
    }

    static Map<String, Object> credentials(String clientId) {
        Map<String, Object> data = customer();
        data.put("client_id", clientId);
        data.put("client_secret", "c4nary-client-secret");
        data.put("private_key", TestKeys.good());
        data.put("public_key", "unused");
        data.put("key_id", "key-of-" + clientId);
        data.put("key_algorithm", "ES256");
        return data;
    }

    static Map<String, Object> withLinks(Map<String, Object> event, String root) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("root", Map.of("href", root));
        links.put("tokens", Map.of("href", "https://starship.talkdeskid.com/oauth/token"));
        links.put("authorization", Map.of("href", SIGN_IN));
        event.put("_links", links);
        return event;
    }

    /** Another link to where users sign in, or none at all. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> withSignIn(Map<String, Object> event, @Nullable String url) {
        Map<String, Object> links = (Map<String, Object>) Objects.requireNonNull(event.get("_links"));
        if (url == null) {
            links.remove("authorization");
        } else {
            links.put("authorization", Map.of("href", url));
        }
        return event;
    }

    static byte[] json(Map<String, Object> event) {
        return JsonMapper.shared().writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
    }
}
