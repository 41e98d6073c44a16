package dev.tokenvending.ops;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sees clients off at shutdown, before Tomcat's own end of it, which closes every connection that is not in the middle of
 * a request, also when one has just been sent. Every answer is now the last on its connection and says so ({@code
 * Connection: close}, RFC 9112 §9.6), and the port stays open for a while; then it closes, and who is connected is still
 * served. Either step is over at once when no connection is left.
 */
@Component
@ConditionalOnWebApplication
class LastAnswers implements TomcatConnectorCustomizer, SmartLifecycle {

    /** For clients to be told, and for load balancers to see that readiness is off. */
    private static final long OPEN_MILLIS = 5_000;

    /** For requests on connections that were made at the last moment. */
    private static final long CLOSED_MILLIS = 5_000;

    private final List<ProtocolHandler> doors = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    @Override
    public void customize(Connector connector) {
        doors.add(connector.getProtocolHandler());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        for (ProtocolHandler door : doors) {
            if (door instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxKeepAliveRequests(1);
            }
        }
        doors.forEach(door -> door.awaitConnectionsClose(OPEN_MILLIS));
        doors.forEach(ProtocolHandler::closeServerSocketGraceful);
        doors.forEach(door -> door.awaitConnectionsClose(CLOSED_MILLIS));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A pause is no shutdown. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    /** Stops right before Tomcat does. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
