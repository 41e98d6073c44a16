package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch for faults: {@code PUT} one, {@code GET} the one in force. */
@RestController
@RequestMapping("/sandbox/faults")
@Profile(Sandbox.PROFILE)
class FaultsController {

    private final Faults faults;
    private final FaultOrderReader reader = new FaultOrderReader();

    FaultsController(Faults faults) {
        this.faults = faults;
    }

    @GetMapping
    ResponseEntity<Object> inForce() {
        return JsonAnswers.done(json(faults.inForce()));
    }

    /** Takes the body as bytes, whatever the content type says: plain {@code curl -d} calls it a form. */
    @PutMapping
    ResponseEntity<Object> order(InputStream body) throws IOException {
        return switch (reader.read(body.readNBytes(FaultOrderReader.MAX_BYTES + 1))) {
            case FaultOrder.Accepted accepted -> {
                faults.order(accepted.setting());
                yield JsonAnswers.done(json(accepted.setting()));
            }
            case FaultOrder.Rejected rejected -> JsonAnswers.rejected(rejected.status(), rejected.reason());
        };
    }

    private static Map<String, Object> json(FaultSetting setting) {
        var json = new LinkedHashMap<String, Object>();
        json.put("fault", setting.fault().label());
        if (setting.usesMillis()) {
            json.put("millis", setting.millis());
        }
        if (setting.times() != null) {
            json.put("times", setting.times());
        }
        return json;
    }
}
