package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.RawConnection;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.TokenVendingApplication;
import dev.tokenvending.Wire;
import java.net.ConnectException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

class GracefulShutdownTests {

    @Test
    void closeWhenRequestIsInFlightThenItIsAnswered() throws Exception {
        try (ConfigurableApplicationContext application = start();
                ExecutorService phone = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            Wire.of("PUT", "/sandbox/faults")
                    .sending("{\"fault\":\"slow\",\"millis\":1500,\"times\":1}")
                    .to(port);
            Future<RawAnswer> answer = phone.submit(() -> Wire.get("/token")
                    .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                    .to(port));
            // The one slow answer is spent as soon as the request has arrived there.
            await().until(() -> Wire.get("/sandbox/faults").to(port).body().contains("none"));

            ApplicationAvailability availability = application.getBean(ApplicationAvailability.class);
            assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
            assertThat(SpringApplication.exit(application)).isZero();

            assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
            assertThat(answer.isDone()).as("waited for it").isTrue();
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().json().path("token").stringValue()).isNotEmpty();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawConnection(port).close());
        }
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplication(TokenVendingApplication.class)
                .run("--spring.profiles.active=sandbox", "--server.port=0");
    }
}
