package dev.tokenvending.ops;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.vending.Vending;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells an operator what would be decided on a request that is described, policy by policy, by the code that decides on
 * real ones; no token is made and no limit spent. A controller, because an actuator endpoint takes no nested JSON.
 */
@RestController
class ExplainController {

    private static final Logger log = LoggerFactory.getLogger(ExplainController.class);
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Clock clock;
    private final Ticker ticker;

    ExplainController(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
    }

    @PostMapping(path = "/actuator/explain", produces = MediaType.APPLICATION_JSON_VALUE)
    Explanation explain(
            @RequestAttribute(RequestFacts.CONFIGURATION) Configuration configuration, HttpServletRequest request)
            throws IOException {
        Vending vending = configuration.part(Vending.class);
        PolicyInput described = new DescribedRequest(vending.apps(), clock).read(body(request));
        Ruling ruling = vending.explain(described, Deadline.in(vending.deadline(), ticker));
        Explanation explanation = Explanation.of(described.app(), ruling);
        log.info(
                "{} had it explained: for a caller of kind {} and app {}, {}",
                request.getRemoteUser(),
                described.caller().kind().wireName(),
                described.app().id(),
                explanation.decision());
        return explanation;
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new RefusedException(ErrorCode.TOO_LARGE);
        }
        return body;
    }
}
