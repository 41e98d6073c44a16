package dev.tokenvending.sandbox;

/** What became of the body of a token request: a form, or a refusal. */
sealed interface FormReading permits TokenForm, Refused {}
