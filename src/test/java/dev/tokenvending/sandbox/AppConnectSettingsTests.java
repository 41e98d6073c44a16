package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class AppConnectSettingsTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final GenericApplicationContext context = new GenericApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"appconnect.app-ids", "appconnect.appIds[0]", "appconnect.app_ids"})
    void appIdsWhenSetThenRead(String name) {
        environment.setProperty(name, "app-1");
        assertThat(new AppConnectSettings(environment).appIds()).containsExactly("app-1");
    }

    @Test
    void appIdsWhenListedThenAllButTheBlank() {
        environment.setProperty("appconnect.app-ids", "app-1, app-2, ");
        assertThat(new AppConnectSettings(environment).appIds()).containsExactly("app-1", "app-2");
    }

    @Test
    void initializeWhenAppIdsAreAbsentOrBlankThenAppConnectIsOff() {
        environment.setProperty("appconnect.app-ids", "");
        initialize();
        assertThat(context.containsBean("sandboxAppConnect")).isFalse();
        assertThat(environment.getProperty("appconnect.signature-key-url")).isNull();
        assertThat(environment.getProperty("appconnect.allowed-domains")).isNull();
    }

    @Test
    void initializeWhenAppIdsAreSetThenSettingsLeadHereUntilItCloses() {
        environment.setProperty("appconnect.app-ids", "app-1");
        initialize();
        String url = String.valueOf(environment.getProperty("appconnect.signature-key-url"));
        assertThat(url).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/events/signature-keys/\\{id}");
        assertThat(environment.getProperty("appconnect.allowed-domains")).isEqualTo("127.0.0.1");
        URI tokens = URI.create(String.valueOf(environment.getProperty("talkdesk.accounts.default.token-uri")));
        assertThat(url).startsWith(tokens.resolve("/").toString());
        context.refresh();
        assertThat(context.getBean(SandboxAppConnect.class).links().root())
                .isEqualTo(URI.create("http://127.0.0.1:" + tokens.getPort()));
    }

    @Test
    void initializeWhenSettingsAreMadeThenTheyStand() {
        environment.setProperty("appconnect.app-ids", "app-1");
        environment.setProperty("appconnect.signature-key-url", "https://keys.example.com/{id}");
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("APPCONNECT_ALLOWEDDOMAINS", "example.com,127.0.0.1")));
        initialize();
        assertThat(environment.getProperty("appconnect.signature-key-url")).isEqualTo("https://keys.example.com/{id}");
        assertThat(environment.getProperty("appconnect.allowed-domains")).isNull();
    }

    private void initialize() {
        environment.setActiveProfiles("sandbox");
        context.setEnvironment(environment);
        new OpenSandbox().initialize(context);
    }
}
