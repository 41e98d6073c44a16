package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.io.HttpRequestHandler;

/** Talkdesk AppConnect as the sandbox plays it: makes installations on order, and sends the events that tell of them. */
final class SandboxAppConnect implements AutoCloseable {

    private final SandboxInstallations installations = new SandboxInstallations();
    private final SandboxEvents events = new SandboxEvents();
    private final EventSigner signer = new EventSigner();
    private final AppConnectLinks links;
    private final InstallationDesk desk;
    private final InstallationTokens tokens;
    private final InstallationSignIns signIns;
    private final AppCalls calls;
    private final EventSender sender;

    /**
     * Puts it together.
     *
     * @param appIds the apps it is configured for
     * @param authorizations where users sign in, whatever client asks
     */
    SandboxAppConnect(
            AppConnectLinks links,
            List<String> appIds,
            TokenCounters counters,
            AuthorizationDesk authorizations,
            TokenAnswers answers,
            Clock clock,
            Pause pause)
            throws JOSEException {
        this.links = links;
        this.desk = new InstallationDesk(
                appIds,
                installations,
                new InstallationClients(links, counters),
                new EventWriter(links, events, clock),
                clock);
        this.tokens = new InstallationTokens(installations, answers, clock);
        this.signIns = new InstallationSignIns(installations, authorizations, clock);
        var bearers = new BearerCheck(counters.issued(), clock);
        this.calls = new AppCalls(installations, events, bearers, clock);
        this.sender = new EventSender(signer, pause);
    }

    AppConnectLinks links() {
        return links;
    }

    /** What it serves on the sandbox's own server. */
    HttpRequestHandler before(HttpRequestHandler rest) {
        return new AppConnectExchange(signer, tokens, signIns, calls, rest);
    }

    List<SandboxInstallation> installations() {
        return installations.all();
    }

    /**
     * Does and sends what is ordered.
     *
     * @param target the app's callback URL
     */
    EventOutcome send(EventOrder order, URI target) throws IOException {
        return switch (order) {
            case EventRejected rejected -> rejected;
            case EventOrder.Fresh fresh -> send(desk.make(fresh.event()), fresh.delivery(), target);
            case EventOrder.Again again -> send(known(again.eventId()), again.delivery(), target);
        };
    }

    @Override
    public void close() {
        sender.close();
    }

    private EventOutcome send(EventMade made, Delivery delivery, URI target) throws IOException {
        return switch (made) {
            case EventRejected rejected -> rejected;
            case SandboxEvent event -> sender.send(event, delivery, target);
        };
    }

    private EventMade known(String eventId) {
        Optional<EventMade> event = events.find(eventId).map(it -> it);
        return event.orElseGet(() -> EventRejected.because("event_id is of no event that is still remembered"));
    }
}
