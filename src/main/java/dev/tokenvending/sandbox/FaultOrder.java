package dev.tokenvending.sandbox;

/** What became of a request for a fault. */
sealed interface FaultOrder {

    record Accepted(FaultSetting setting) implements FaultOrder {}

    record Rejected(int status, String reason) implements FaultOrder {}
}
