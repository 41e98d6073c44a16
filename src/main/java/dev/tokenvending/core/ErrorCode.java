package dev.tokenvending.core;

import java.util.Locale;

/** The errors callers can meet, each a stable {@code code} with its HTTP status and a text that gives nothing away. */
public enum ErrorCode {
    INVALID_REQUEST(400, "The request is malformed."),
    UNAUTHENTICATED(401, "A valid credential is required."),
    DENIED(403, "This request is not allowed."),
    SIGN_IN_REQUIRED(403, "The user has to sign in at Talkdesk first."),
    UNKNOWN_APP(404, "There is no such app."),
    NOT_FOUND(404, "There is nothing here."),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here."),
    NOT_ACCEPTABLE(406, "The answer cannot be written in an acceptable form."),
    TOO_LARGE(413, "The request body is too large."),
    RATE_LIMITED(429, "There were too many requests; try again later."),
    INTERNAL_ERROR(500, "Something went wrong on our side."),
    UPSTREAM_REJECTED(502, "The token could not be obtained; the operator has been told why."),
    UPSTREAM_UNAVAILABLE(503, "The token cannot be obtained right now; try again."),
    UPSTREAM_TIMEOUT(504, "The token could not be obtained in time; try again.");

    private final int status;
    private final String detail;

    ErrorCode(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    /** The code as it goes over the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code that an HTTP status without a closer description stands for. */
    public static ErrorCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 429 -> RATE_LIMITED;
            default -> status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }
}
