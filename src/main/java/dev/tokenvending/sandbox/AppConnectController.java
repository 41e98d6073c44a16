package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch for AppConnect: {@code POST} an event to be sent, {@code GET} what has become of the installations. */
@RestController
@RequestMapping("/sandbox/appconnect")
@Profile(Sandbox.PROFILE)
@ConditionalOnBean(SandboxAppConnect.class)
class AppConnectController {

    private final SandboxAppConnect appConnect;
    private final Environment environment;
    private final EventOrderReader reader = new EventOrderReader();

    AppConnectController(SandboxAppConnect appConnect, Environment environment) {
        this.appConnect = appConnect;
        this.environment = environment;
    }

    @GetMapping
    ResponseEntity<Object> installations() {
        return JsonAnswers.done(
                appConnect.installations().stream().map(InstallationJson::of).toList());
    }

    /** Takes the body as bytes, whatever the content type says: plain {@code curl -d} calls it a form. */
    @PostMapping("/events")
    ResponseEntity<Object> order(InputStream body) throws IOException {
        EventOrder order = reader.read(body.readNBytes(StrictObject.MAX_BYTES + 1));
        return switch (appConnect.send(order, callback())) {
            case EventSent sent -> JsonAnswers.done(json(sent));
            case EventRejected rejected -> JsonAnswers.rejected(rejected.status(), rejected.reason());
        };
    }

    /** Known only once the application listens. */
    private URI callback() {
        String port = environment.getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/appconnect/events");
    }

    private static Map<String, Object> json(EventSent sent) {
        var json = new LinkedHashMap<String, Object>();
        json.put("event_id", sent.event().id());
        json.put("installation", sent.event().installation());
        json.put("statuses", sent.statuses());
        return json;
    }
}
