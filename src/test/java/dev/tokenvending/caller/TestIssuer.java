package dev.tokenvending.caller;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider on a port of its own: serves its configuration and its keys under whatever path is asked for, counts,
 * and misbehaves when told to.
 */
public final class TestIssuer implements AutoCloseable {

    public static final String AUDIENCE = "example-app";

    private static final int DRIPS = 1_000;

    private final HttpServer server;
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<JWK> keys = List.of(TestIssuerKeys.ec("ec-1"));
    private volatile @Nullable String namedKeys;
    private volatile Behaviour behaviour = this::answersWell;

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    /** What it does with a request. */
    private interface Behaviour {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public static TestIssuer start() {
        return startOn(0);
    }

    /** Started again where it was before. */
    public static TestIssuer startOn(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            TestIssuer issuer = new TestIssuer(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", issuer::handle);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String issuer() {
        return origin() + "/";
    }

    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    public String jwksUri() {
        return origin() + "/jwks";
    }

    public JWK key() {
        return keys.getFirst();
    }

    /** Publishes these keys and no others. */
    public TestIssuer publishes(JWK... published) {
        keys = List.of(published);
        return this;
    }

    /** Says in its configuration that its keys are there; they are here all the same. */
    void publishesAt(String url) {
        namedKeys = url;
    }

    /** A good token for {@code anna}, by its first key. */
    public TestTokens token() {
        return TestTokens.by(key())
                .header("typ", "JWT")
                .claim("iss", issuer())
                .claim("aud", AUDIENCE)
                .claim("sub", "anna")
                .expiring(Instant.now().plusSeconds(600));
    }

    /** Its settings as the issuer of that number, with keys at a URL, as {@code name=value}. */
    public String[] settings(int index, String name) {
        String prefix = "token-vending.callers.issuers[" + index + "].";
        return new String[] {
            prefix + "name=" + name,
            prefix + "issuer=" + issuer(),
            prefix + "audiences=" + AUDIENCE,
            prefix + "jwks-uri=" + jwksUri()
        };
    }

    /** How many requests have come in so far. */
    public int calls() {
        return paths.size();
    }

    public List<String> paths() {
        return paths;
    }

    public void isWell() {
        behaviour = this::answersWell;
    }

    public void answers(int status, String body) {
        behaviour = exchange -> send(exchange, status, body);
    }

    public void redirects(String location) {
        behaviour = exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            send(exchange, 302, "");
        };
    }

    /** Takes requests and says nothing. */
    public void hangs() {
        behaviour = _ -> closed.await();
    }

    /** Sends a byte now and then. */
    public void drips() {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < DRIPS && !closed.await(100, TimeUnit.MILLISECONDS); i++) {
                    body.write(' ');
                    body.flush();
                }
            }
        };
    }

    /** Breaks every connection. */
    public void breaks() {
        behaviour = HttpExchange::close;
    }

    public String keySet() {
        return new JWKSet(keys).toString(true);
    }

    private void handle(HttpExchange exchange) {
        paths.add(exchange.getRequestURI().getPath());
        try (exchange) {
            behaviour.handle(exchange);
        } catch (IOException e) {
            // Whoever asked has hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under any path, so that it can stand in for providers of every layout. */
    private void answersWell(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String suffix = "/.well-known/openid-configuration";
        if (!path.endsWith(suffix)) {
            send(exchange, 200, keySet());
            return;
        }
        String base = origin() + path.substring(0, path.length() - suffix.length());
        // As providers do: only one whose issuer is the bare host ends it with a slash.
        String issuer = base.equals(origin()) ? base + "/" : base;
        send(exchange, 200, """
            {"issuer":"%s","jwks_uri":"%s"}\
            """.formatted(issuer, namedKeys == null ? base + "/keys" : namedKeys));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
