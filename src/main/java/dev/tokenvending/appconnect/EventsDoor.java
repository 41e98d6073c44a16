package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectOn;
import dev.tokenvending.core.CustomerEventRefused;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Talkdesk posts events. 200 once an event is in the store; one and the same 401 for all that is refused; 503 when
 * it has to come again, which Talkdesk does after 5 and 10 minutes.
 */
@RestController
@Conditional(AppConnectOn.class)
class EventsDoor {

    static final String PATH = "/appconnect/events";

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final EventIntake intake;
    private final EventBodies bodies;
    private final AppConnectSettings settings;
    private final ApplicationEventPublisher events;
    private final EventMeters meters;

    EventsDoor(
            EventIntake intake,
            EventBodies bodies,
            AppConnectSettings settings,
            ApplicationEventPublisher events,
            EventMeters meters) {
        this.intake = intake;
        this.bodies = bodies;
        this.settings = settings;
        this.events = events;
        this.meters = meters;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.OK)
    void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Taken taken = intake.take(
                request.getHeader(settings.signatureHeader()),
                request.getHeader(settings.keyHeader()),
                address(request),
                () -> bodies.read(request));
        meters.count(taken);
        switch (taken) {
            case Taken.Accepted accepted -> events.publishEvent(accepted.event());
            case Taken.Refused(String reason) -> {
                tell(request, reason);
                // Of no registered scheme, but a 401 has one (RFC 9110 §15.5.2).
                response.setHeader("WWW-Authenticate", "Signature realm=\"appconnect\"");
                throw new RefusedException(ErrorCode.UNAUTHENTICATED);
            }
            case Taken.Unread(ErrorCode code, String reason) -> {
                tell(request, reason);
                throw new RefusedException(code);
            }
            case Taken.Unavailable(String reason) -> {
                tell(request, reason);
                throw new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, RETRY_AFTER);
            }
        }
    }

    private void tell(HttpServletRequest request, String reason) {
        String requestId = String.valueOf(request.getAttribute(RequestFacts.REQUEST_ID));
        events.publishEvent(new CustomerEventRefused(requestId, address(request), reason));
    }

    private static String address(HttpServletRequest request) {
        return request.getAttribute(RequestFacts.ADDRESS) instanceof String told ? told : request.getRemoteAddr();
    }
}
