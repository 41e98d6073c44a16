package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns everything that goes wrong before, in and after a controller into a {@link Problem}. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException refusal, HttpServletRequest request) {
        Problem problem = Problem.of(refusal.code(), refusal.detail(), request);
        return refusal.retryAfter().map(problem::answer).orElseGet(problem::answer);
    }

    @ExceptionHandler
    ResponseEntity<Object> unauthenticated(AuthenticationException refusal, HttpServletRequest request) {
        return Problem.of(ErrorCode.UNAUTHENTICATED, request).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> rejected(RequestRejectedException rejection, HttpServletRequest request) {
        return Problem.of(ErrorCode.INVALID_REQUEST, request).answer();
    }

    /** Parameters and bodies are read late, when somebody asks for them; the messages quote what was sent. */
    @ExceptionHandler({InvalidParameterException.class, HttpMessageNotReadableException.class})
    @Nullable
    ResponseEntity<Object> unreadable(HttpServletRequest request, HttpServletResponse response) {
        return response.isCommitted()
                ? null
                : Problem.of(ErrorCode.INVALID_REQUEST, request).answer();
    }

    /** What breaks while a body is read (malformed chunks, an early end, silence) Tomcat has answered already. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> broken(IOException failure, HttpServletRequest request, HttpServletResponse response) {
        return response.isCommitted() ? null : other(failure, request);
    }

    /** Spring's own exceptions know their status and, like 405, the headers that belong to it. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> other(Exception exception, HttpServletRequest request) {
        if (exception instanceof ErrorResponse response) {
            ErrorCode code = ErrorCode.ofStatus(response.getStatusCode().value());
            HttpHeaders headers = new HttpHeaders(response.getHeaders());
            return Problem.of(code, request).answer(headers);
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return null;
        }
        log.error("A request could not be answered", exception);
        return Problem.of(ErrorCode.INTERNAL_ERROR, request).answer();
    }
}
