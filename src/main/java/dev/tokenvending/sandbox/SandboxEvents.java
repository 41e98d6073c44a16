package dev.tokenvending.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** The events made so far, to be sent or read again; the oldest are forgotten. */
final class SandboxEvents {

    static final int MOST = 10_000;

    private final SequencedMap<String, SandboxEvent> byId = new LinkedHashMap<>();

    synchronized void add(SandboxEvent event) {
        byId.putLast(event.id(), event);
        if (byId.size() > MOST) {
            byId.pollFirstEntry();
        }
    }

    synchronized Optional<SandboxEvent> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
