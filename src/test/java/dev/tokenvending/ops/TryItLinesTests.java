package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class TryItLinesTests {

    @Test
    void onReadyWhenListeningThenLinesWithThePort(CapturedOutput output) {
        ready(new Listening(new FakeServer()));
        assertThat(output)
                .contains("curl -u \"$DEFAULT_USERNAME:$DEFAULT_PASSWORD\" http://localhost:4711/token")
                .contains("http://10.0.2.2:4711/token");
    }

    @Test
    void onReadyWhenSandboxThenItsCaller(CapturedOutput output) {
        Listening context = new Listening(new FakeServer());
        context.getEnvironment().setActiveProfiles("sandbox");
        ready(context);
        assertThat(output).contains("curl -u app-user:sandbox http://localhost:4711/token");
    }

    @Test
    void onReadyWhenNothingListensThenNothing(CapturedOutput output) {
        ready(new Listening(null));
        ready(new GenericApplicationContext());
        assertThat(output).doesNotContain("curl");
    }

    private static void ready(ConfigurableApplicationContext context) {
        new TryItLines()
                .onReady(new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
    }

    private static final class Listening extends GenericApplicationContext implements WebServerApplicationContext {

        private final @Nullable WebServer server;

        private Listening(@Nullable WebServer server) {
            this.server = server;
        }

        @Override
        public @Nullable WebServer getWebServer() {
            return server;
        }

        @Override
        public @Nullable String getServerNamespace() {
            return null;
        }
    }

    private static final class FakeServer implements WebServer {

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public int getPort() {
            return 4711;
        }
    }
}
