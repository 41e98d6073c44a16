package dev.tokenvending.token;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.vending.Answer;
import dev.tokenvending.vending.Vending;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** A request at the front door: who asks, for which app, by which configuration, and until when. */
record Asking(HttpServletRequest request, ClientRequests clientRequests, Clock clock, Ticker ticker) {

    Configuration configuration() {
        return (Configuration) Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION));
    }

    Vending vending() {
        return configuration().part(Vending.class);
    }

    Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new RefusedException(ErrorCode.UNAUTHENTICATED);
    }

    App app(Route route) {
        String name = route.app();
        Optional<App> app = name.isEmpty()
                ? vending().apps().findDefault()
                : vending().apps().find(name);
        app.ifPresent(found -> request.setAttribute(RequestFacts.APP, found));
        return app.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_APP));
    }

    PolicyInput input(Caller caller, App app) {
        return new PolicyInput(caller, app, clientRequests.of(request), clock.instant());
    }

    /** From the arrival on: telling who calls may have taken some of the time. */
    Deadline deadline() {
        return request.getAttribute(RequestFacts.ARRIVAL) instanceof Long arrival
                ? Deadline.after(arrival, vending().deadline(), ticker)
                : Deadline.in(vending().deadline(), ticker);
    }

    /** For the audit. */
    void tell(Answer answer) {
        request.setAttribute(RequestFacts.RULING, answer.ruling());
        request.setAttribute(RequestFacts.ACCOUNT, answer.account());
        request.setAttribute(RequestFacts.OUTCOME, answer.outcome());
        request.setAttribute(RequestFacts.SPENT, answer.spent());
    }
}
