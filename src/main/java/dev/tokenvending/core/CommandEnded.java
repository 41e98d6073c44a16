package dev.tokenvending.core;

/**
 * A command of the jar has ended; published as an application event.
 *
 * @param exitCode 0 when it did all it was to do
 */
public record CommandEnded(String command, int exitCode) {}
