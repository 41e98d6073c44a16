package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

/** Sends events to the app's callback URL. */
final class EventSender implements AutoCloseable {

    /** In place of a status. */
    static final int NO_ANSWER = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final EventSigner signer;
    private final Pause pause;

    EventSender(EventSigner signer, Pause pause) {
        this.signer = signer;
        this.pause = pause;
    }

    EventSent send(SandboxEvent event, Delivery delivery, URI target) throws IOException {
        var statuses = new ArrayList<Integer>();
        try {
            for (long time = 0; time < delivery.times(); time++) {
                if (delivery.delay().isPositive()) {
                    pause.last(delivery.delay());
                }
                statuses.add(status(request(event, delivery.signature(), target)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The sandbox is closing");
        }
        return new EventSent(event, statuses);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Signed anew each time, as two deliveries of the same event are. */
    private HttpRequest request(SandboxEvent event, EventSignature signature, URI target) {
        byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        signer.headers(body, signature).forEach(request::header);
        return request.build();
    }

    private int status(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            return NO_ANSWER;
        }
    }
}
