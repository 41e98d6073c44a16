package dev.tokenvending.traces;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** A finished request, and what its step is told: nothing of what a caller may write freely. */
record ServedRequest(HttpServletRequest request, int status) {

    /** As OpenTelemetry's conventions for HTTP have them; any other is {@code _OTHER}. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final Pattern AUTHORIZATION = Pattern.compile("/[^/]+/authorization/?");

    static String name(HttpServletRequest request) {
        String method = request.getMethod();
        return (METHODS.contains(method) ? method : "HTTP") + " " + route(request);
    }

    private static String route(HttpServletRequest request) {
        String path = request.getPathInfo();
        if (path == null || path.equals("/")) {
            return "/token";
        }
        return AUTHORIZATION.matcher(path).matches() ? "/token/{app}/authorization" : "/token/{app}";
    }

    void tell(Step step) {
        step.tell("http.request.method", METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER");
        step.tell("http.route", route(request));
        step.tell("http.response.status_code", status);
        if (request.getAttribute(RequestFacts.APP) instanceof App app) {
            step.tell("token_vending.app", app.id().value());
        }
        if (request.getAttribute(RequestFacts.CALLER) instanceof Caller caller) {
            step.tell("token_vending.caller.kind", caller.kind().wireName());
        }
        step.tell("token_vending.outcome", outcome());
        if (status >= 500) {
            step.failed(outcome());
        }
    }

    /** In the words of the audit. */
    String outcome() {
        if (status < 400) {
            if (request.getAttribute(RequestFacts.SIGN_IN) instanceof String done) {
                return done;
            }
            return Boolean.TRUE.equals(request.getAttribute(RequestFacts.PREFLIGHT)) ? "preflight" : "vended";
        }
        return request.getAttribute(RequestFacts.ERROR) instanceof ErrorCode code && code.status() == status
                ? code.wireName()
                : ErrorCode.ofStatus(status).wireName();
    }
}
