package dev.tokenvending.caller;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import java.time.Duration;
import org.springframework.security.authentication.AuthenticationServiceException;

/** A token that may well hold, of an issuer whose keys cannot be had: no answer of 401, which would log everybody out. */
final class KeysUnavailableException extends AuthenticationServiceException {

    private final Duration retryAfter;

    KeysUnavailableException(Duration retryAfter) {
        super("No keys");
        this.retryAfter = retryAfter;
    }

    RefusedException refusal() {
        return new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, retryAfter);
    }
}
