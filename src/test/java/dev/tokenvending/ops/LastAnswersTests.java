package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.TokenVendingApplication;
import dev.tokenvending.Wire;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** SIGTERM under load: what is sent on a connection gets its answer. */
class LastAnswersTests {

    private static final int CLIENTS = 20;

    @Test
    void closeWhenConnectionsAreKeptAliveThenNextRequestOnEachIsAnsweredAndAudited() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        try (ConfigurableApplicationContext application = start();
                AuditLines audit = AuditLines.open();
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (int i = 0; i < CLIENTS; i++) {
                RawConnection connection = new RawConnection(port);
                connections.add(connection);
                RawAnswer answer = ask(connection, "before-" + i);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers("Connection")).doesNotContain("close");
            }

            Future<Integer> exit = others.submit(() -> SpringApplication.exit(application));
            await().until(() -> Wire.get("/actuator/health/readiness").to(port).status() == 503);
            for (int i = 0; i < CLIENTS; i++) {
                RawAnswer answer = ask(connections.get(i), "last-" + i);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Connection")).isEqualTo("close");
                connections.get(i).close();
            }

            assertThat(exit.get()).isZero();
            // No waiting: with the end of the service all is written.
            assertThat(audit.all()).hasSize(2 * CLIENTS);
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawConnection(port).close());
        }
    }

    private static RawAnswer ask(RawConnection connection, String id) throws Exception {
        connection.write("GET /token HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + id + "\r\nAuthorization: "
                + Wire.basic(SandboxApp.CALLER, SandboxApp.PASSWORD) + "\r\n\r\n");
        return connection.read();
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplication(TokenVendingApplication.class)
                .run("--spring.profiles.active=sandbox", "--server.port=0");
    }
}
