package dev.tokenvending.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP with a bound on everything: a call ends within its timeout from name lookup to the last byte, takes no more than so
 * many bytes, and follows no redirect. Each instance has connections of its own.
 */
public final class OutboundHttp implements AutoCloseable {

    private final HttpClient client;

    /**
     * Opens no connection yet.
     *
     * @param connectTimeout for a new connection, within the timeout of a call
     */
    public OutboundHttp(Duration connectTimeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** An answer of any status, its body read as UTF-8. */
    public record Reply(int status, String body) {}

    /**
     * Gets JSON.
     *
     * @param mostBytes of the answer's body; more is a failure
     * @throws IOException when there is no answer, or a longer one, within the timeout
     */
    public Reply get(URI url, Duration timeout, int mostBytes) throws IOException {
        return send(
                HttpRequest.newBuilder(url).header("Accept", "application/json").build(), timeout, mostBytes);
    }

    /** Posts JSON; the rest is as in {@link #get}. */
    public Reply post(URI url, String json, Duration timeout, int mostBytes) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return send(request, timeout, mostBytes);
    }

    private Reply send(HttpRequest request, Duration timeout, int mostBytes) throws IOException {
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes));
        try {
            HttpResponse<String> response = call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            throw new IOException("The call failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("No answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            call.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
