package dev.tokenvending.core;

import java.util.Map;

/**
 * All that was configured at one moment, each room's part by its type. A request sees one configuration from its beginning
 * to its end, whatever is reloaded meanwhile.
 *
 * @param version changes with what is configured
 */
public record Configuration(Fingerprint version, Map<Class<?>, Object> parts) {

    public Configuration {
        parts = Map.copyOf(parts);
    }

    /** The part of that type. */
    public <T> T part(Class<T> type) {
        Object part = parts.get(type);
        if (part == null) {
            throw new IllegalArgumentException("No part of the configuration is a " + type.getSimpleName());
        }
        return type.cast(part);
    }
}
