package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;

/** Ends a request at the front door; the message tells the caller what to change and repeats nothing it sent. */
final class RefusedException extends RuntimeException {

    private final ErrorCode code;
    private final String detail;

    RefusedException(ErrorCode code) {
        this(code, code.detail());
    }

    RefusedException(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
        this.detail = detail;
    }

    ErrorCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
