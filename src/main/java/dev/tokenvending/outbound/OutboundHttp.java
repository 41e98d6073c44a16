package dev.tokenvending.outbound;

import dev.tokenvending.traces.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/**
 * HTTP with a bound on everything: a call ends within its timeout from name lookup to the last byte, takes no more than so
 * many bytes, and follows no redirect. Each instance has connections of its own; they end with it, be it closed or merely
 * forgotten.
 */
public final class OutboundHttp implements AutoCloseable {

    private final Duration connectTimeout;
    private final AtomicReference<HttpClient> client;

    /**
     * Opens no connection yet.
     *
     * @param connectTimeout for a new connection, within the timeout of a call
     */
    public OutboundHttp(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        this.client = new AtomicReference<>(newClient());
    }

    /**
     * A name server that hangs holds the thread that asked it: a virtual one costs next to nothing, and leaves no pool
     * behind.
     */
    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("outbound-", 0).factory()))
                .build();
    }

    /** An answer of any status, its body read as UTF-8. */
    public record Reply(int status, String body) {}

    /**
     * Gets JSON.
     *
     * @param mostBytes of the answer's body; more is a failure
     * @throws HttpTimeoutException when there is no whole answer within the timeout
     * @throws IOException when there is none for another reason, or a longer one
     */
    public Reply get(URI url, Duration timeout, int mostBytes) throws IOException {
        return send(jsonFrom(url).build(), timeout, new LimitedBody(mostBytes));
    }

    /**
     * Gets JSON with a credential; the rest is as in {@link #get}.
     *
     * @param authorization the value of that header
     */
    public Reply get(URI url, String authorization, Duration timeout, int mostBytes) throws IOException {
        HttpRequest request =
                jsonFrom(url).header("Authorization", authorization).build();
        return send(request, timeout, new LimitedBody(mostBytes));
    }

    private static HttpRequest.Builder jsonFrom(URI url) {
        return HttpRequest.newBuilder(url).header("Accept", "application/json");
    }

    /**
     * Posts JSON; the rest is as in {@link #get}. What is posted may arrive twice: a question that meets a connection the
     * server has just closed is asked once more.
     */
    public Reply post(URI url, String json, Duration timeout, int mostBytes) throws IOException {
        return post(jsonTo(url, json).build(), timeout, mostBytes);
    }

    /**
     * Posts JSON with a credential; the rest is as in {@link #get}.
     *
     * @param authorization the value of that header
     */
    public Reply post(URI url, String json, String authorization, Duration timeout, int mostBytes) throws IOException {
        HttpRequest request =
                jsonTo(url, json).header("Authorization", authorization).build();
        return post(request, timeout, mostBytes);
    }

    private static HttpRequest.Builder jsonTo(URI url, String json) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private Reply post(HttpRequest request, Duration timeout, int mostBytes) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        LimitedBody body = new LimitedBody(mostBytes);
        try {
            return send(request, timeout, body);
        } catch (IOException e) {
            // For GET the JDK's client does this by itself.
            if (body.hasBegun() || !isOfTheConnection(e)) {
                throw e;
            }
            return send(request, Duration.ofNanos(end - System.nanoTime()), new LimitedBody(mostBytes));
        }
    }

    private Reply send(HttpRequest request, Duration timeout, LimitedBody body) throws IOException {
        return Step.call(request.method(), request.uri(), call -> {
            Reply reply = call(call.traceParent().map(it -> with(it, request)).orElse(request), timeout, body);
            call.answered(reply.status());
            return reply;
        });
    }

    private static HttpRequest with(String traceParent, HttpRequest request) {
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .header("traceparent", traceParent)
                .build();
    }

    private Reply call(HttpRequest request, Duration timeout, LimitedBody body) throws IOException {
        if (!timeout.isPositive()) {
            // An answer may come all the same before anybody looks.
            throw new HttpTimeoutException("No time left");
        }
        HttpClient used = client.get();
        CompletableFuture<HttpResponse<String>> call = used.sendAsync(request, body);
        try {
            HttpResponse<String> response = call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProtocolException) {
                leave(used);
            }
            throw e.getCause() instanceof HttpTimeoutException ? late(e) : new IOException("No answer", e.getCause());
        } catch (TimeoutException e) {
            throw late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            call.cancel(true);
        }
    }

    /**
     * The JDK's client keeps a connection open whose headers it has given up reading, until the client itself ends; and it
     * does not end in good order while there is one. Others who post over it are asked again by the new one.
     */
    private void leave(HttpClient used) {
        HttpClient fresh = newClient();
        HttpClient left = client.compareAndSet(used, fresh) ? used : fresh;
        left.shutdownNow();
    }

    private static HttpTimeoutException late(Exception cause) {
        HttpTimeoutException late = new HttpTimeoutException("No answer in time");
        late.initCause(cause);
        return late;
    }

    /** Whether a new connection may do better; not when there was none, or one that spoke wrongly. */
    private static boolean isOfTheConnection(IOException failure) {
        return failure.getCause() instanceof IOException cause
                && !(cause instanceof ConnectException
                        || cause instanceof SSLException
                        || cause instanceof ProtocolException
                        || failure instanceof HttpTimeoutException);
    }

    /** Breaks off whatever is under way. */
    @Override
    public void close() {
        client.get().shutdownNow();
    }
}
