package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers every credential that does not hold in the same way; only the audit log learns what was wrong with it. */
class UniformRefusal implements AuthenticationEntryPoint {

    private final HandlerExceptionResolver problems;

    UniformRefusal(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
        request.setAttribute(RequestFacts.REASON, reason(refusal));
        response.setHeader("WWW-Authenticate", "Basic realm=\"talkdesk-token-vending\", charset=\"UTF-8\"");
        problems.resolveException(request, response, null, refusal);
    }

    private static String reason(AuthenticationException refusal) {
        return switch (refusal) {
            case NotAdmittedException notAdmitted -> notAdmitted.reason();
            case InsufficientAuthenticationException none -> "no_credential";
            default -> "malformed_credential";
        };
    }
}
