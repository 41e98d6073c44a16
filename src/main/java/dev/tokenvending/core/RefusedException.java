package dev.tokenvending.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error; the message tells the caller what to change and repeats nothing it sent. */
public final class RefusedException extends RuntimeException {

    private final ErrorCode code;
    private final String detail;
    private final @Nullable Duration retryAfter;

    public RefusedException(ErrorCode code) {
        this(code, code.detail(), null);
    }

    public RefusedException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public RefusedException(ErrorCode code, Duration retryAfter) {
        this(code, code.detail(), retryAfter);
    }

    private RefusedException(ErrorCode code, String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** When asking again may help, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
