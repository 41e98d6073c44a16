package dev.tokenvending.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Writes events down, and keeps them to be sent and read again. */
final class EventWriter {

    private static final String APP_VERSION_ID = "5f0c1a52b7d34d0e9a6c4e1f8b2d7a93";

    private final AppConnectLinks links;
    private final SandboxEvents events;
    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.shared();

    EventWriter(AppConnectLinks links, SandboxEvents events, Clock clock) {
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    SandboxEvent write(NewEvent order, SandboxInstallation known, Map<String, Object> credentials) {
        SandboxInstallation told = known.toldBy(order);
        String id = OpaqueId.fresh();
        Instant at = Objects.requireNonNullElseGet(
                order.createdAt(), () -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("created_at", order.type().time(at));
        json.put("api_version", "1");
        json.put("type", order.type().label());
        json.put("app_id", told.appId());
        json.put("app_version_id", APP_VERSION_ID);
        json.put("app_version_name", "1.0.0");
        json.put("data", EventData.of(order.type(), told, at, credentials));
        json.put("_links", links.of(told, id));
        var event = new SandboxEvent(id, told.appId(), told.id(), mapper.writeValueAsString(json));
        events.add(event);
        return event;
    }
}
