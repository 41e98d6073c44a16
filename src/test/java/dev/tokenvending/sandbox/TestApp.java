package dev.tokenvending.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app's callback URL that notes what it is sent, and answers 200 unless told otherwise. */
final class TestApp implements AutoCloseable {

    /** An event as it came. */
    record Received(String body, Optional<String> contentType, Optional<String> signature, Optional<String> keyId) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    TestApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/appconnect/events", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/appconnect/events");
    }

    JsonNode lastEvent() {
        return received.getLast().json();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    header(exchange, "Content-Type"),
                    header(exchange, "X-Hub-Ecdsa-Signature"),
                    header(exchange, "X-Hub-Ecdsa-Signature-Id")));
            Integer status = nextStatuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
