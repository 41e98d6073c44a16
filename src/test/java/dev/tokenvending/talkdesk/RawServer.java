package dev.tokenvending.talkdesk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that says exactly the bytes a test tells it to, and keeps those it was sent. */
public final class RawServer implements AutoCloseable {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    private static final int PACE_MILLIS = 5;

    /** What is said to the n-th request, counted from 1 over all connections. */
    @FunctionalInterface
    public interface Script {
        void answer(int number, String request, Wire wire) throws IOException, InterruptedException;
    }

    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger open = new AtomicInteger();

    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();
    private final Script script;

    public RawServer(Script script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** A server that answers every request with the same bytes and keeps the connection. */
    public static RawServer saying(String answer) throws IOException {
        return new RawServer((_, _, wire) -> wire.say(answer));
    }

    public static String http(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return head + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    public URI tokenUrl() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/oauth/token");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                accepted.add(connection);
                connections.incrementAndGet();
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Wire wire = new Wire(connection);
            for (String request = read(connection.getInputStream());
                    !request.isEmpty();
                    request = read(connection.getInputStream())) {
                requests.add(request);
                script.answer(count.incrementAndGet(), request, wire);
            }
        } catch (IOException e) {
            // The client hung up, or the script did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
        }
        Matcher length = CONTENT_LENGTH.matcher(text);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return text + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket connection : accepted) {
            connection.close();
        }
    }

    /** The server's end of one connection. */
    public final class Wire {

        private final Socket connection;

        private Wire(Socket connection) {
            this.connection = connection;
        }

        public void say(String text) throws IOException {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
        }

        public void sayForEver(String text) throws IOException {
            while (closed.getCount() > 0) {
                say(text);
            }
        }

        /** Says the text over and over, byte by byte, at a pace that no timeout between two bytes notices. */
        public void drip(String text) throws IOException, InterruptedException {
            for (int i = 0; !closed.await(PACE_MILLIS, TimeUnit.MILLISECONDS); i++) {
                say(text.substring(i % text.length(), i % text.length() + 1));
            }
        }

        public void cut() throws IOException {
            connection.close();
        }

        /** Says nothing more for as long as the server is there. */
        public void hold() throws InterruptedException {
            closed.await();
        }
    }
}
