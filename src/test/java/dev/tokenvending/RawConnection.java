package dev.tokenvending;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection to the service over which exactly the given characters go, one byte (ISO 8859-1) each. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends all of it and gives the final answer, which has to be as {@link OpenApi} says. */
    public static RawAnswer exchange(int port, String request) {
        try (RawConnection connection = new RawConnection(port)) {
            connection.write(request);
            RawAnswer answer = connection.read(request.startsWith("HEAD "));
            while (answer.status() < 200) {
                answer = connection.read(request.startsWith("HEAD "));
            }
            OpenApi.check(request.lines().findFirst().orElse(""), answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(
                    "No answer to " + request.lines().findFirst().orElse(""), e);
        }
    }

    public void write(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (SocketException closedByThem) {
            // Whatever they said before is still to be read.
        }
    }

    /** The next answer, be it an interim one. */
    public RawAnswer read() throws IOException {
        return read(false);
    }

    /** Sends nothing more, and gives all that comes until they hang up. */
    public String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            socket.shutdownOutput();
            socket.getInputStream().transferTo(rest);
        } catch (SocketException closedByThem) {
            // What they said before counts.
        }
        return rest.toString(StandardCharsets.ISO_8859_1);
    }

    private RawAnswer read(boolean bodiless) throws IOException {
        String head = head();
        RawAnswer answer = new RawAnswer(head, "");
        return bodiless || answer.status() < 200 || answer.status() == 204
                ? answer
                : new RawAnswer(head, new String(body(answer), StandardCharsets.UTF_8));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.lastIndexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("The connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.substring(0, head.length() - 4);
    }

    private byte[] body(RawAnswer answer) throws IOException {
        InputStream in = socket.getInputStream();
        if (answer.headers("Transfer-Encoding").equals(List.of("chunked"))) {
            return chunks(in);
        }
        if (answer.headers("Content-Length").isEmpty()) {
            return in.readAllBytes();
        }
        int length = Integer.parseInt(answer.header("Content-Length"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The connection ended inside the body");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in), 16);
        while (size > 0) {
            body.write(in.readNBytes(size));
            line(in);
            size = Integer.parseInt(line(in), 16);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
