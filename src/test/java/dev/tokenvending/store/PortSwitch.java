package dev.tokenvending.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A port that leads to another while it is open; closed, nobody listens on it, as at first. */
final class PortSwitch implements AutoCloseable {

    private static final InetAddress HOST = InetAddress.getLoopbackAddress();
    private static final int LOWEST = 15_000;
    private static final int LOWEST_EPHEMERAL = 32_768;
    private static final int ATTEMPTS = 100;

    private final int target;
    private final int number;
    private final List<Socket> sockets = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private volatile @Nullable Thread acceptor;

    PortSwitch(int target) throws IOException {
        this.target = target;
        this.number = freePort();
    }

    /** Below those that systems hand out by themselves: while it is closed, nobody may be given it. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_EPHEMERAL);
            try (ServerSocket free = new ServerSocket(candidate, 1, HOST)) {
                return free.getLocalPort();
            } catch (BindException e) {
                // Somebody has it.
            }
        }
        throw new BindException("No port is free");
    }

    int number() {
        return number;
    }

    void open() throws IOException {
        awaitEnd();
        openNow();
    }

    /** A listener that is closed has the port until the thread that waited on it has gone. */
    private void awaitEnd() throws IOException {
        Thread before = acceptor;
        try {
            if (before != null) {
                before.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted before the port was free");
        }
    }

    private synchronized void openNow() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(HOST, number));
        listener = opened;
        acceptor = Thread.ofVirtual().start(() -> accept(opened));
    }

    @Override
    public synchronized void close() {
        try {
            if (listener != null) {
                listener.close();
            }
            listener = null;
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Socket server = new Socket(HOST, target);
                if (keep(opened, client, server)) {
                    Thread.ofVirtual().start(() -> copy(client, server));
                    Thread.ofVirtual().start(() -> copy(server, client));
                }
            }
        } catch (IOException e) {
            // It has been closed.
        }
    }

    /** False, and both gone, if it was closed in the meantime. */
    private synchronized boolean keep(ServerSocket opened, Socket client, Socket server) throws IOException {
        if (!opened.equals(listener)) {
            client.close();
            server.close();
            return false;
        }
        sockets.add(client);
        sockets.add(server);
        return true;
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone, so both do.
        }
    }
}
