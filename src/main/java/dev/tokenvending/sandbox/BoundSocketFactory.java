package dev.tokenvending.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;

/** Hands out a socket whose port was taken, and told to others, beforehand. */
final class BoundSocketFactory extends ServerSocketFactory {

    private final ServerSocket socket;

    BoundSocketFactory(ServerSocket socket) {
        this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        return socket;
    }
}
