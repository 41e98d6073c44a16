package dev.tokenvending.limits;

import java.time.Duration;

/**
 * How many requests fit into which time.
 *
 * @param name as callers are told of it
 * @param requests at least one
 * @param length at least a second
 */
public record Window(String name, long requests, Duration length) {

    public Window {
        if (requests < 1 || length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A window is a second or longer, and holds a request or more");
        }
    }
}
