package dev.tokenvending.traces;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes traces by OTLP over HTTP, once it is let. */
final class CollectorStub implements AutoCloseable {

    final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    final CountDownLatch opened;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param body protobuf, in which texts can be found as they are */
    record Taken(String path, Headers headers, String body) {}

    private CollectorStub(int locks) throws IOException {
        opened = new CountDownLatch(locks);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            taken.add(new Taken(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    static CollectorStub open() throws IOException {
        return new CollectorStub(0);
    }

    /** Takes a request, and does not answer. */
    static CollectorStub hanging() throws IOException {
        return new CollectorStub(1);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        opened.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
