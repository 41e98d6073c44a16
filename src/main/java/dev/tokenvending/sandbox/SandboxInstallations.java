package dev.tokenvending.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** The installations told of so far, uninstalled ones included; the oldest are forgotten. */
final class SandboxInstallations {

    static final int MOST = 1_000;

    private final SequencedMap<String, SandboxInstallation> byId = new LinkedHashMap<>();

    synchronized void add(SandboxInstallation installation) {
        byId.putLast(installation.id(), installation);
        if (byId.size() > MOST) {
            byId.pollFirstEntry();
        }
    }

    /** Changes nothing when it is unknown. */
    synchronized void update(String id, UnaryOperator<SandboxInstallation> change) {
        byId.computeIfPresent(id, (key, installation) -> change.apply(installation));
    }

    synchronized Optional<SandboxInstallation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<SandboxInstallation> all() {
        return List.copyOf(byId.values());
    }
}
