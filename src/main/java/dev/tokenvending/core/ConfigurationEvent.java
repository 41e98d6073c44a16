package dev.tokenvending.core;

import java.util.List;

/** Something happened to the configuration in force. */
public sealed interface ConfigurationEvent {

    /** What is in force from now on. */
    Fingerprint version();

    /** Another configuration has taken its place. */
    record Replaced(Fingerprint version) implements ConfigurationEvent {}

    /**
     * Another one was found and refused; what was in force stays.
     *
     * @param problems all that is wrong with the other one, without any value
     */
    record Refused(Fingerprint version, List<String> problems) implements ConfigurationEvent {}
}
