package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers every credential that does not hold in the same way; only the audit log learns what was wrong with it. */
class UniformRefusal implements AuthenticationEntryPoint {

    private static final String REALM = "realm=\"talkdesk-token-vending\"";

    private final HandlerExceptionResolver problems;

    UniformRefusal(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
        request.setAttribute(RequestFacts.REASON, reason(refusal));
        if (refusal instanceof KeysUnavailableException keys) {
            problems.resolveException(request, response, null, keys.refusal());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic " + REALM + ", charset=\"UTF-8\"");
        if (Callers.of(request).issuers().areInAuthorization()) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer " + REALM);
        }
        problems.resolveException(request, response, null, refusal);
    }

    private static String reason(AuthenticationException refusal) {
        return switch (refusal) {
            case NotAdmittedException notAdmitted -> notAdmitted.reason();
            case KeysUnavailableException _ -> "no_keys_of_issuer";
            case InsufficientAuthenticationException _ -> "no_credential";
            default -> "malformed_credential";
        };
    }
}
