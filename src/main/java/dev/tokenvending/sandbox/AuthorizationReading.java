package dev.tokenvending.sandbox;

/** What became of a request to the authorization endpoint. */
sealed interface AuthorizationReading
        permits AuthorizationRequest, AuthorizationReading.Lost, AuthorizationReading.Sent {

    /** Nobody is known to whom it may be told but the user (RFC 6749, 4.1.2.1). */
    record Lost(Refused refused) implements AuthorizationReading {}

    /** The client is told, by a redirect. */
    record Sent(ReturnAddress address, Refused refused) implements AuthorizationReading {}
}
