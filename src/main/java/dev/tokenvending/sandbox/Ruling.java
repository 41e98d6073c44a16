package dev.tokenvending.sandbox;

/** What the identity provider decides about one token request. */
sealed interface Ruling permits Granted, UserGranted, Refused {}
