package dev.tokenvending.caller;

import org.springframework.security.authentication.BadCredentialsException;

/** A well-formed credential that does not hold. */
final class NotAdmittedException extends BadCredentialsException {

    private final String reason;

    /** @param reason for the audit log alone */
    NotAdmittedException(String reason) {
        super("Not admitted");
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
