package dev.tokenvending.core;

import java.time.Instant;

/** All a policy may decide by; immutable. */
public record PolicyInput(Caller caller, App app, ClientRequest request, Instant now) {}
