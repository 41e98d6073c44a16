package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    void refused(RefusedException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Problem problem = Problem.of(refusal.code(), refusal.detail(), request);
        Optional<Duration> retryAfter = refusal.retryAfter();
        if (retryAfter.isPresent()) {
            problem.answer(response, retryAfter.get());
        } else {
            problem.answer(response);
        }
    }

    @ExceptionHandler(AuthenticationException.class)
    void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem.of(ErrorCode.UNAUTHENTICATED, request).answer(response);
    }

    /** Parameters and bodies are read late, when somebody asks for them; the messages quote what was sent. */
    @ExceptionHandler({
        RequestRejectedException.class,
        InvalidParameterException.class,
        HttpMessageNotReadableException.class
    })
    void unreadable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            Problem.of(ErrorCode.INVALID_REQUEST, request).answer(response);
        }
    }

    /** What breaks while a body is read (malformed chunks, an early end, silence) Tomcat has answered already. */
    @ExceptionHandler
    void broken(IOException failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            other(failure, request, response);
        }
    }

    /** Spring's own exceptions know their status and, like 405, the headers that belong to it. */
    @ExceptionHandler
    void other(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (exception instanceof ErrorResponse error) {
            error.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            Problem.of(ErrorCode.ofStatus(error.getStatusCode().value()), request)
                    .answer(response);
        } else if (!DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            log.error("A request could not be answered", exception);
            Problem.of(ErrorCode.INTERNAL_ERROR, request).answer(response);
        }
    }
}
