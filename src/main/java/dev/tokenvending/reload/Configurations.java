package dev.tokenvending.reload;

import dev.tokenvending.core.Configuration;

/** The configuration in force. */
public final class Configurations {

    private volatile Configuration current;

    public Configurations(Configuration first) {
        this.current = first;
    }

    public Configuration current() {
        return current;
    }
}
