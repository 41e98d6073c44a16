package dev.tokenvending.ops.doctor;

import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way to the host of a URL: its name, a connection, and TLS. Nothing is asked there. */
record Way(List<Line> lines) {

    private static final String NAME = "name server";
    private static final String CONNECTION = "connection";
    private static final String TLS = "TLS";
    private static final int NAME_SECONDS = 5;
    private static final int CONNECT_MILLIS = 3_000;
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final int MOST_ADDRESSES = 3;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** How it looks up names; the service leaves that to Java. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    boolean isOpen() {
        return lines.stream().allMatch(Line::isPassable);
    }

    static Way to(URI url, Clock clock, Names names) {
        List<Line> lines = new ArrayList<>();
        List<InetAddress> addresses = new ArrayList<>();
        lines.add(new Line(NAME, lookUp(url.getHost(), names, addresses)));
        if (addresses.isEmpty()) {
            lines.add(new Line(CONNECTION, new NotTried("The host has no address.")));
            lines.add(new Line(TLS, new NotTried("There is no connection.")));
        } else {
            connect(url, addresses, clock, lines);
        }
        return new Way(lines);
    }

    /** In a thread that is left behind: a name server that hangs cannot be interrupted. */
    private static Finding lookUp(String host, Names names, List<InetAddress> found) {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> names.of(host));
        Thread.ofVirtual().start(lookUp);
        String toDo = "Check account name and region, or the URL; then the name servers of this machine.";
        try {
            found.addAll(List.of(lookUp.get(NAME_SECONDS, TimeUnit.SECONDS)));
            return new Right(
                    found.getFirst().getHostAddress().equals(host)
                            ? host + " is an address already."
                            : host + " is " + text(found) + ".");
        } catch (TimeoutException e) {
            return new Wrong(
                    "No name server has answered for " + host + " within " + NAME_SECONDS + " s.",
                    "Look at the name servers of this machine, and at the way to them.");
        } catch (ExecutionException e) {
            return new Wrong("There is no host " + host + ", as far as this machine's name servers know.", toDo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotTried("The doctor's time was over.");
        }
    }

    private static void connect(URI url, List<InetAddress> addresses, Clock clock, List<Line> lines) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS : HTTP;
        List<String> failures = new ArrayList<>();
        for (InetAddress address : addresses.stream().limit(MOST_ADDRESSES).toList()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                lines.add(new Line(CONNECTION, new Right("Port " + port + " of " + address.getHostAddress() + ".")));
                Finding shaken = tls
                        ? new TlsCheck(url.getHost(), port, clock, HANDSHAKE_MILLIS, null).on(socket)
                        : new Right("None: plain http, which does not leave this machine.");
                lines.add(new Line(TLS, shaken));
                return;
            } catch (IOException e) {
                failures.add(address.getHostAddress() + " " + why(e));
            }
        }
        lines.add(new Line(
                CONNECTION,
                new Wrong(
                        "Port " + port + ": " + String.join("; ", failures) + ".",
                        "Let this machine reach " + url.getHost() + ":" + port
                                + " directly: firewall, egress rules, routes. Proxies are not supported.")));
        lines.add(new Line(TLS, new NotTried("There is no connection.")));
    }

    private static String why(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "does not answer within " + CONNECT_MILLIS / 1000 + " s";
            case ConnectException _ -> "refuses the connection";
            default -> "cannot be reached (" + e.getClass().getSimpleName() + ")";
        };
    }

    private static String text(List<InetAddress> addresses) {
        Stream<String> more = addresses.size() > MOST_ADDRESSES
                ? Stream.of("and " + (addresses.size() - MOST_ADDRESSES) + " more")
                : Stream.of();
        return Stream.concat(addresses.stream().limit(MOST_ADDRESSES).map(InetAddress::getHostAddress), more)
                .collect(Collectors.joining(", "));
    }
}
