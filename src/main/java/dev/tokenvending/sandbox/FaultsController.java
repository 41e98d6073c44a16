package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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
        return answer(HttpStatus.OK, MediaType.APPLICATION_JSON, json(faults.inForce()));
    }

    /** Takes the body as bytes, whatever the content type says: plain {@code curl -d} calls it a form. */
    @PutMapping
    ResponseEntity<Object> order(InputStream body) throws IOException {
        return switch (reader.read(body.readNBytes(FaultOrderReader.MAX_BYTES + 1))) {
            case FaultOrder.Accepted accepted -> {
                faults.order(accepted.setting());
                yield answer(HttpStatus.OK, MediaType.APPLICATION_JSON, json(accepted.setting()));
            }
            case FaultOrder.Rejected rejected -> {
                var status = HttpStatus.valueOf(rejected.status());
                var problem = ProblemDetail.forStatusAndDetail(status, rejected.reason());
                problem.setType(URI.create("about:blank"));
                problem.setProperty("code", status == HttpStatus.BAD_REQUEST ? "invalid_request" : "too_large");
                yield answer(status, MediaType.APPLICATION_PROBLEM_JSON, problem);
            }
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

    /** A fixed content type, so that no Accept header turns the answer into a 406. */
    private static ResponseEntity<Object> answer(HttpStatus status, MediaType type, Object body) {
        return ResponseEntity.status(status)
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
