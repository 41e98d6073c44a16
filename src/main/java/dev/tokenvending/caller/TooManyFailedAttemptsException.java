package dev.tokenvending.caller;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A credential that is not checked, because too many from the same address did not hold. */
final class TooManyFailedAttemptsException extends AuthenticationException {

    private final Duration retryAfter;

    TooManyFailedAttemptsException(Duration retryAfter) {
        super("Too many failed attempts");
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
