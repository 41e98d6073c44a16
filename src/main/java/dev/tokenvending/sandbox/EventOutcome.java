package dev.tokenvending.sandbox;

/** What became of an ordered event in the end. */
sealed interface EventOutcome permits EventSent, EventRejected {}
