package dev.tokenvending.caller;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers a credential that did not hold, and counts it; one that was not even checked is answered 429. */
class FailedAttemptHandler implements AuthenticationFailureHandler {

    private final AuthenticationEntryPoint refusal;
    private final HandlerExceptionResolver problems;

    FailedAttemptHandler(AuthenticationEntryPoint refusal, HandlerExceptionResolver problems) {
        this.refusal = refusal;
        this.problems = problems;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof TooManyFailedAttemptsException tooMany) {
            request.setAttribute(RequestFacts.REASON, "too_many_failed_attempts");
            problems.resolveException(
                    request, response, null, new RefusedException(ErrorCode.RATE_LIMITED, tooMany.retryAfter()));
            return;
        }
        // Before the answer: whoever has it already may be trying the next one.
        if (!(failure instanceof KeysUnavailableException)) {
            FailedAttempts.of(request).count(ClientAddressFilter.addressOf(request));
        }
        refusal.commence(request, response, failure);
    }
}
