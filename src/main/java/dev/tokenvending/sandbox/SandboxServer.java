package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConformance;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The sandbox's own web server, on loopback only. It takes its port before the application is built, serves before the
 * application does and stops after it, so that requests still in flight at shutdown can finish. A thread for each
 * connection: slow answers starve nobody. No thread at all before it starts, so a failed start ends the process.
 */
final class SandboxServer implements SmartLifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SandboxServer.class);
    private static final int BACKLOG = 1024;

    private final HttpRequestHandler handler;
    private final ServerSocket socket;
    private @Nullable HttpServer running;

    SandboxServer(ServerSocket socket, HttpRequestHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Override
    public synchronized void start() {
        try {
            var server = server();
            server.start();
            running = server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.close(CloseMode.IMMEDIATE);
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** A port given up is not sure to be had again, and the application's settings name this one. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public synchronized void close() throws IOException {
        stop();
        socket.close();
    }

    private HttpServer server() {
        return ServerBootstrap.bootstrap()
                .setCanonicalHostName("localhost") // otherwise it asks the name service
                .setSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.ofMinutes(1)).build())
                .setServerSocketFactory(new BoundSocketFactory(socket))
                .setRequestRouter((request, context) -> handler)
                .setHttpProcessor(processor())
                .setExceptionListener(new DefectLog())
                .create();
    }

    /** The usual one, except that it leaves the handler's own {@code Date} alone. */
    private static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(new ResponseDate(false), ResponseContent.INSTANCE, ResponseConnControl.INSTANCE)
                .addAll(RequestValidateHost.INSTANCE, RequestConformance.INSTANCE)
                .build();
    }

    /** Broken connections and what is no HTTP are everyday life here, and some are ordered; a defect of ours is not. */
    private static final class DefectLog implements ExceptionListener {

        @Override
        public void onError(Exception failure) {
            if (failure instanceof RuntimeException && isOurs(failure)) {
                log.error("The sandbox failed to answer", failure);
            }
        }

        /** The server throws what its parser throws at a version below 0. */
        private static boolean isOurs(Exception failure) {
            String room = SandboxServer.class.getPackageName();
            return Arrays.stream(failure.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith(room));
        }

        @Override
        public void onError(@Nullable HttpConnection connection, Exception failure) {
            onError(failure);
        }
    }
}
