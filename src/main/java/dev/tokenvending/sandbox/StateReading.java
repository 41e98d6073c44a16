package dev.tokenvending.sandbox;

/** What became of the body of a call that tells a state: a note, or a refusal. */
sealed interface StateReading permits StateNote, Refused {}
