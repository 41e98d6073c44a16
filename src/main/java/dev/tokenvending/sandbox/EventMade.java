package dev.tokenvending.sandbox;

/** What became of an ordered event before it is sent. */
sealed interface EventMade permits SandboxEvent, EventRejected {}
