package dev.tokenvending.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Answers what an app calls after an event: its acknowledgements, and to be told once more. */
final class AppCalls {

    private static final String APPS_WRITE = "apps:write";

    private final SandboxInstallations installations;
    private final SandboxEvents events;
    private final BearerCheck bearers;
    private final Clock clock;

    AppCalls(SandboxInstallations installations, SandboxEvents events, BearerCheck bearers, Clock clock) {
        this.installations = installations;
        this.events = events;
        this.bearers = bearers;
        this.clock = clock;
    }

    Reply state(AppConnectRoute.InstallationState route, ClassicHttpRequest request) throws IOException {
        StateReading reading = reading(request, Set.of("approve", "reject"));
        return bearers.refusal(request, installation(route.app(), route.installation()), APPS_WRITE)
                .orElseGet(() -> noted(route.installation(), null, reading, 200));
    }

    Reply credentials(AppConnectRoute.CredentialsState route, ClassicHttpRequest request) throws IOException {
        return noted(route, request, reading(request, Set.of("acknowledged")));
    }

    Reply event(AppConnectRoute.EventAgain route, ClassicHttpRequest request) {
        Optional<SandboxEvent> event =
                events.find(route.id()).filter(it -> it.appId().equals(route.app()));
        return bearers.refusal(request, event.flatMap(it -> installations.find(it.installation())), "events:read")
                .orElseGet(() -> Reply.json(200, event.orElseThrow().body()));
    }

    private Optional<SandboxInstallation> installation(String app, String id) {
        return installations.find(id).filter(it -> it.appId().equals(app));
    }

    private static Optional<Reply> refusal(SandboxInstallation installation, String client) {
        if (installation.hasAcknowledged(client)) {
            return Optional.of(new Refused(409, "conflict", "these credentials have been acknowledged").reply());
        }
        return installation.clients().stream().anyMatch(it -> it.id().equals(client))
                ? Optional.empty()
                : Optional.of(Refused.notFound("there are no such credentials").reply());
    }

    private static StateReading reading(ClassicHttpRequest request, Set<String> states) throws IOException {
        return StateNote.read(RequestBytes.contentType(request), RequestBytes.of(request, StateNote.MAX_BYTES), states);
    }

    /** One at a time, so that of two the second one conflicts. */
    private synchronized Reply noted(
            AppConnectRoute.CredentialsState route, ClassicHttpRequest request, StateReading reading) {
        Optional<SandboxInstallation> installation = installation(route.app(), route.installation());
        return bearers.refusal(request, installation, APPS_WRITE)
                .or(() -> refusal(installation.orElseThrow(), route.client()))
                .orElseGet(() -> noted(route.installation(), route.client(), reading, 202));
    }

    private Reply noted(String installation, @Nullable String client, StateReading reading, int status) {
        return switch (reading) {
            case Refused refused -> refused.reply();
            case StateNote note -> {
                var received = new Acknowledgement(client, note.state(), note.reason(), clock.instant());
                installations.update(installation, it -> it.with(received));
                yield Reply.json(status, Map.of());
            }
        };
    }
}
