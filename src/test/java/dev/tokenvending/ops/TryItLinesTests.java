package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.TestAccountSettings;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.caller.CallersReader;
import dev.tokenvending.caller.KeySources;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.vending.Vending;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class TryItLinesTests {

    @Test
    void onReadyWhenListeningThenLinesWithThePort(CapturedOutput output) {
        ready(new Listening(new FakeServer()));
        assertThat(output)
                .contains("curl -u 'USERNAME' http://localhost:4711/token")
                .contains("http://10.0.2.2:4711/token")
                .doesNotContain("/sandbox/");
    }

    @Test
    void onReadyWhenSandboxThenItsCaller(CapturedOutput output) {
        ready(listening("sandbox", "app-user", "sandbox"));
        assertThat(output)
                .contains("curl -u app-user:sandbox http://localhost:4711/token")
                .contains("http://localhost:4711/sandbox/");
    }

    @ParameterizedTest
    @CsvSource({"sandbox, app-user, c4nary", "sandbox, anna, sandbox", "other, app-user, sandbox"})
    void onReadyWhenCallerIsTheOperatorsOwnThenItStaysHidden(
            String profile, String username, String password, CapturedOutput output) {
        ready(listening(profile, username, password));
        assertThat(output)
                .contains("curl -u '" + username + "' http://localhost:4711/token")
                .doesNotContain("c4nary", username + ":");
    }

    @Test
    void onReadyWhenCallersAndAppsAreListedThenThoseOfThem(CapturedOutput output) {
        Listening context = new Listening(new FakeServer());
        context.setEnvironment(new MockEnvironment()
                .withProperty("token-vending.callers.basic[0].username", "anna")
                .withProperty("token-vending.callers.basic[0].password", "q7Vw-Zr2mKx9Tb4s")
                .withProperty("token-vending.apps.ios.account", "acme"));
        ready(context);
        assertThat(output).contains("curl -u 'anna' http://localhost:4711/token/ios");
    }

    @Test
    void onReadyWhenNothingListensThenNothing(CapturedOutput output) {
        ready(new Listening(null));
        ready(new GenericApplicationContext());
        assertThat(output).doesNotContain("curl");
    }

    private static Listening listening(String profile, String username, String password) {
        Listening context = new Listening(new FakeServer());
        context.setEnvironment(new MockEnvironment()
                .withProperty("DEFAULT_USERNAME", username)
                .withProperty("DEFAULT_PASSWORD", password));
        context.getEnvironment().setActiveProfiles(profile);
        return context;
    }

    private static void ready(ConfigurableApplicationContext context) {
        new TryItLines(configurations(context))
                .onReady(new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
    }

    private static Configurations configurations(ConfigurableApplicationContext context) {
        MockEnvironment environment =
                context.getEnvironment() instanceof MockEnvironment mock ? mock : new MockEnvironment();
        for (String setting : TestAccountSettings.configured("acme")) {
            int sign = setting.indexOf('=');
            environment.setProperty(setting.substring(0, sign), setting.substring(sign + 1));
        }
        Configurations configurations = new Configurations(environment, settings -> {
            Callers callers = CallersReader.read(settings, new KeySources(System::nanoTime));
            Policies policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
            Vending vending = Vending.read(settings, Accounts.read(settings), policies, callers.names(), false);
            return Map.of(Callers.class, callers, Vending.class, vending);
        });
        configurations.open(configurations.read());
        return configurations;
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
