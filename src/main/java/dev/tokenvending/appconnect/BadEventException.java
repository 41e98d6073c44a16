package dev.tokenvending.appconnect;

/** An event we do not take; the message is a short code for the audit. */
class BadEventException extends Exception {

    BadEventException(String code) {
        super(code);
    }

    BadEventException(String code, Throwable cause) {
        super(code, cause);
    }
}
